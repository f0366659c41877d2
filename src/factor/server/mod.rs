//! The server side of second factors: how they are set up, and how codes are checked.

mod authenticators;
mod code;
mod keys;
mod qr;
mod recovery;
mod service;
mod store;
mod totp;

pub use self::{
    keys::{KeyError, SecretKeys, new_key},
    service::Factors,
};
pub(crate) use store::remove_of_account;
