//! The pages of this feature, one a file.

mod account;
mod accounts;
mod aside;
mod audit;
mod sessions;

pub use account::AccountDetail;
pub use accounts::AccountList;
pub use audit::AuditLog;
pub use sessions::EverySession;
