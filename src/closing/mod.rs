//! Accounts are closed: by their owners, and by administrators. What is personal goes, the row stays.

mod api;
mod feature;
pub mod pages;
#[cfg(feature = "ssr")]
pub mod server;

pub use api::*;
pub(crate) use feature::feature;
