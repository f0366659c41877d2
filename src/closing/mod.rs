//! Closing accounts, by their owners or by administrators. Personal data is erased, but the row remains.

mod api;
mod feature;
pub mod pages;
#[cfg(feature = "ssr")]
pub mod server;

pub use api::*;
pub(crate) use feature::feature;
