//! Acting as somebody who may do less, with a reason.

mod api;

pub use api::*;

/// Code points the reason has at most.
pub const IMPERSONATION_REASON_MAX: usize = 300;
