//! The server side of accounts. Code that starts or ends sessions is in `session`.

mod account;
pub mod attempts;
pub mod breached;
mod email;
pub(crate) mod emails;
pub mod hashers;
pub mod hashing;
mod invitations;
mod links;
mod lock;
pub mod password;
mod profile;
mod rules;
mod service;
pub(crate) mod store;
pub mod text;
pub mod username;

pub use self::{
    account::{Account, NewAccount, Redacted},
    lock::lock_account,
    service::Accounts,
};
pub(crate) use service::require_filled;
