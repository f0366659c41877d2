//! The pages of this feature, one a file.

mod access;
mod account;
mod accounts;
mod acts;
mod appeals;
mod audit;
mod bans;
mod bulk;
mod closing;
mod filters;
mod history;
mod impersonation;
mod invitations;
mod latest;
mod layout;
mod live_list;
mod notes;
mod overview;
mod policy;
mod progress;
mod remote_changes;
mod roles;
mod sessions;

pub use access::Access;
pub use account::AccountDetail;
pub use accounts::AccountList;
pub use appeals::Appeals;
pub use audit::AuditLog;
pub use bulk::BulkActs;
pub use closing::{CloseOwn, ExportOwn};
pub use invitations::Invitations;
pub(super) use layout::{AppealsBadge, WarningsBadge};
pub use overview::Overview;
pub use policy::Policy;
pub use roles::Roles;
pub use sessions::EverySession;
