//! The pages of this feature, one a file.

mod account;
mod accounts;
mod audit;
mod bulk;
mod closing;
mod history;
mod policy;
mod sessions;

pub use account::AccountDetail;
pub use accounts::AccountList;
pub use audit::AuditLog;
pub use bulk::BulkActs;
pub use closing::{CloseOwn, ExportOwn};
pub use policy::Policy;
pub use sessions::EverySession;
