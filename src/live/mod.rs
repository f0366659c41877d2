//! The channel that pushes the current principal to every open tab and notifies console tabs of changes: one WebSocket
//! per tab, from the server to the browser only. Without it, everything still works, but changes show only at the next
//! request.

#[cfg(feature = "hydrate")]
mod browser;
#[cfg(not(feature = "hydrate"))]
#[path = "no_browser.rs"]
mod browser;
mod change_signal;
mod channel;
#[cfg(feature = "ssr")]
pub mod server;

pub use change_signal::ChangeSignal;
pub use channel::Channel;

/// The path of the channel. Each message is a [`crate::access::Principal`] as JSON, or [`CONSOLE_CHANGED`].
pub const PATH: &str = "/live";

/// Notifies tabs with [`crate::access::Permission::USE_CONSOLE`] that something has changed, but not what: their pages
/// request what they show, and the server checks again what they may see.
pub const CONSOLE_CHANGED: &str = "console_changed";

/// The close code for a tab above the tab limit (RFC 6455, 7.4.2: for private use). The tab works without a channel.
pub const TOO_MANY_TABS: u16 = 4029;

/// How often the server sends the principal even if nothing has changed, in seconds, so that a lost message or
/// connection is noticed.
pub const HEARTBEAT: u64 = 25;
