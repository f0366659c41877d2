//! The pages of this feature, one a file.

mod account;
mod accounts;

pub use account::AccountDetail;
pub use accounts::AccountList;
