//! The server side of accounts. Code that starts or ends sessions is in `session`.

mod account;
pub mod attempts;
mod email;
pub mod hashers;
pub mod hashing;
mod invitations;
mod link_purpose;
mod links;
mod lock;
pub mod password;
mod profile;
mod rules;
mod service;
pub(crate) mod store;
pub mod text;
pub mod token;
pub mod username;

pub use self::{
    account::{Account, NewAccount, Redacted},
    link_purpose::LinkPurpose,
    lock::lock_account,
    service::Accounts,
};
pub(crate) use service::require_filled;
