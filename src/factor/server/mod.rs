//! The server side of second factors: how they are set up, and how codes are checked.

mod authenticators;
mod checked;
mod code;
mod key_kind;
mod keys;
mod passkeys;
mod qr;
mod recovery;
mod relying_party;
mod removal;
mod service;
mod store;
mod ticket;
mod totp;

pub use self::{
    keys::{KeyError, SecretKeys, new_key},
    passkeys::other_domain,
    relying_party::{DomainError, RelyingParty},
    service::Factors,
};
pub(crate) use checked::{CheckedFactor, FactorKind};
pub(crate) use key_kind::KeyKind;
pub(crate) use passkeys::{
    PasskeyRow, VerifiedPasskey, forget_challenges, owners_of_passkeys, remove_passkey, remove_passkeys, rename_passkey,
};
pub(crate) use store::{
    HAS_AUTHENTICATOR, can_postpone, has_other_ways, has_second_factor, is_stranded, needed_from, postpone,
    remove_authenticator, remove_of_account,
};
