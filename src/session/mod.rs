//! Sessions: one sign-in on one device, a row. All that starts or ends one lives here: sign-in,
//! sign-up, the owner's set-up, sign-out, a new password.

mod api;
#[expect(unreachable_pub, reason = "the component macro makes props of private components pub")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod server;

pub use api::*;
