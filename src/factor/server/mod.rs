//! The server side of second factors: how they are set up, and how codes are checked.

mod authenticators;
mod code;
mod keys;
mod passkeys;
mod qr;
mod recovery;
mod service;
mod store;
mod totp;

pub use self::{
    keys::{KeyError, SecretKeys, new_key},
    passkeys::{DomainError, RelyingParty},
    service::Factors,
};
pub(crate) use passkeys::{
    PasskeyRow, RightPasskey, owners_of_passkeys, remove_passkey, remove_passkeys, rename_passkey,
};
pub(crate) use service::Factor;
pub(crate) use store::remove_of_account;
