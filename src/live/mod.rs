//! The channel that tells every open tab who is looking at it now, and those of the console that
//! something has changed: one WebSocket a tab, from the server to the browser only. Without it
//! everything works, at the next request.

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

/// Where the channel is. Each message on it is a [`crate::access::Principal`] as JSON, or [`CONSOLE_CHANGED`].
pub const PATH: &str = "/live";

/// Says to those who hold [`crate::access::Permission::USE_CONSOLE`] that something has changed, and
/// not what: their pages ask for what they show, and the server decides anew what they may see.
pub const CONSOLE_CHANGED: &str = "console_changed";

/// The close code (RFC 6455, 7.4.2: for private use) for a tab too many: it goes without.
pub const TOO_MANY_TABS: u16 = 4029;

/// How often the server says who is looking, though nothing has changed, in seconds: so a lost
/// message, or a lost connection, cannot stay unnoticed.
pub const BEAT: u64 = 25;
