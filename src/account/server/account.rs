//! The types of stored and new accounts.

use super::{password::Password, username::Username};
use crate::access::Role;

/// The row of an account.
#[derive(Clone, Debug)]
pub struct Account {
    /// A UUID of version 7.
    pub id: String,
    /// As its owner typed it.
    pub username: String,
    /// The form of the username by which the account is found.
    pub username_key: String,
    /// The name that others see.
    pub display_name: String,
    /// Not verified.
    pub email: Option<String>,
    /// A PHC string; empty: the account has no password.
    pub password_hash: Redacted,
    /// The role of the account.
    pub role: Role,
    /// In Unix seconds.
    pub created_at: i64,
    /// When the password was last changed, as big-endian bytes. Differs after each change.
    pub password_epoch: [u8; 8],
    /// Whether a second factor is asked for after the password.
    pub second_factor: bool,
    /// How many passkeys it has.
    pub passkeys: i64,
}

impl Account {
    /// Whether the account has a password.
    pub fn has_password(&self) -> bool {
        !self.password_hash.expose().is_empty()
    }
}

/// A string that `Debug` does not show.
#[derive(Clone, PartialEq, Eq)]
pub struct Redacted(String);

impl Redacted {
    /// The string itself.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<String> for Redacted {
    fn from(secret: String) -> Self {
        Self(secret)
    }
}

impl std::fmt::Debug for Redacted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("…")
    }
}

/// The input for a new account.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// As typed.
    pub username: String,
    /// Empty: none.
    pub email: String,
    /// Not checked yet.
    pub password: Password,
}

/// A new account whose fields have been checked.
pub(crate) struct ReadyAccount {
    pub(super) name: Username,
    pub(super) email: Option<String>,
    pub(super) password_hash: String,
    pub(super) role: Role,
}
