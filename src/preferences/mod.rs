//! Preferences: the theme, the language and the like. Members keep them with the account, so that they follow the person
//! to every device; guests keep them in a cookie, from which an account takes over what it has not set itself.

mod api;
mod feature;
pub mod pages;
#[cfg(feature = "ssr")]
pub mod server;

pub use api::*;
pub(crate) use feature::feature;
