//! The pages of this feature, one a file.

mod access;
mod account;
mod accounts;
mod aside;
mod invitations;
mod overview;
mod policy;
mod roles;
mod sessions;

pub use access::Access;
pub use account::AccountDetail;
pub use accounts::AccountList;
pub use invitations::Invitations;
pub use overview::Overview;
pub use policy::Policy;
pub use roles::Roles;
pub use sessions::EverySession;
