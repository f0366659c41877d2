//! The pages of this feature, one a file.

mod account;
mod accounts;
mod aside;
mod sessions;

pub use account::AccountDetail;
pub use accounts::AccountList;
pub use sessions::EverySession;
