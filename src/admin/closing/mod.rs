//! Accounts are closed: by their owners, and by administrators. What is personal goes, the row stays.

mod api;

pub use api::*;
