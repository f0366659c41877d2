//! Impersonation: acting as a lower-ranking account, for a stated reason.

mod api;
mod feature;
#[expect(unreachable_pub, reason = "the component macro makes props of private components pub")]
pub(crate) mod pages;
#[cfg(feature = "ssr")]
pub mod server;

pub use api::*;
pub(crate) use feature::feature;

/// Maximum length of the reason, in code points.
pub const IMPERSONATION_REASON_MAX: usize = 300;
