//! The administrator's console: accounts, their roles and bans; and what concerns an account as a
//! whole: appeals against bans, closing it, and its export.

mod accounts;
mod closing;
mod feature;
mod history;
#[expect(unreachable_pub, reason = "the component macro makes props of private components pub")]
pub mod pages;
mod policy;
#[cfg(feature = "ssr")]
pub mod server;
mod sessions;

pub use accounts::*;
pub use closing::*;
pub(crate) use feature::{audit_feature, feature, policy_feature};
pub use history::*;
pub use policy::*;
pub use sessions::*;
