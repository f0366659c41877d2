//! The pages of this feature, one a file.

mod account;
mod accounts;
mod aside;
mod invitations;
mod policy;
mod sessions;

pub use account::AccountDetail;
pub use accounts::AccountList;
pub use invitations::Invitations;
pub use policy::Policy;
pub use sessions::EverySession;
