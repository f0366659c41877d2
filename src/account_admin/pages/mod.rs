//! The pages of accounts.

mod account;
mod accounts;
mod bulk;
mod listing;

pub use account::AccountDetail;
pub use accounts::AccountList;
pub use bulk::BulkActs;
