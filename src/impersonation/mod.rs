//! Acting as somebody who may do less, with a reason.

mod api;
mod feature;
#[expect(unreachable_pub, reason = "the component macro makes props of private components pub")]
pub(crate) mod pages;
#[cfg(feature = "ssr")]
pub mod server;

pub use api::*;
pub(crate) use feature::feature;

/// Code points the reason has at most.
pub const IMPERSONATION_REASON_MAX: usize = 300;
