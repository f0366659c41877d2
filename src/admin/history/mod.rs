//! What has happened to an account's sessions, as administrators see it.

mod api;

pub use api::*;
