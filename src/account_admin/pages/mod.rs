//! The pages for accounts.

mod account;
mod accounts;
mod bulk;
mod filter;
mod listing;
mod row;
mod standing;
mod undo;

pub use account::AccountDetail;
pub use accounts::AccountList;
pub use bulk::BulkActs;
