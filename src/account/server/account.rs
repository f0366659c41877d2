//! Accounts as they are stored, and as they are made.

use super::{password::Password, username::Username};
use crate::access::Role;

/// The row of somebody who can sign in.
#[derive(Clone, Debug)]
pub struct Account {
    /// A UUID of version 7.
    pub id: String,
    /// As its owner typed it.
    pub username: String,
    /// By which it is found.
    pub username_key: String,
    /// What others see.
    pub display_name: String,
    /// Not verified.
    pub email: Option<String>,
    /// A PHC string.
    pub password_hash: Redacted,
    /// What it is trusted with.
    pub role: Role,
    /// In Unix seconds.
    pub created_at: i64,
    /// Differs after each change of the password: when it was changed.
    pub password_epoch: [u8; 8],
}

/// A string that no log can show.
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

/// What somebody who wants an account gives.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// As typed.
    pub username: String,
    /// Empty: none.
    pub email: String,
    /// Not checked yet.
    pub password: Password,
}

/// An account whose fields have been checked.
pub(crate) struct ReadyAccount {
    pub(super) name: Username,
    pub(super) email: Option<String>,
    pub(super) password_hash: String,
    pub(super) role: Role,
}
