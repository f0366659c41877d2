//! Accounts: names, passwords and profiles. Code that starts or ends a session is in `session`.

mod api;
mod feature;
#[expect(unreachable_pub, reason = "the component macro makes props of private components pub")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod server;

pub use api::*;
pub(crate) use feature::feature;

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// Minimum and maximum length of a username, in code points.
pub const USERNAME_LENGTH: std::ops::RangeInclusive<usize> = 3..=32;
/// Maximum length of a display name, in code points.
pub const DISPLAY_NAME_MAX: usize = 64;
/// Maximum length of a password, in code points (ASVS 6.2.9).
pub const PASSWORD_MAX: usize = 256;

/// Who may create an account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignUpMode {
    /// Everyone.
    #[default]
    Open,
    /// People with an invitation.
    Invitation,
    /// Nobody.
    Closed,
}

/// The requirements for new accounts and the options of the sign-in form, as of when the page was loaded.
/// Available on the server and in the browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignUpRules {
    /// Minimum length of a new password, in code points.
    pub password_minimum: usize,
    /// Minimum score of a new password: see [`Strength`].
    pub password_score: u8,
    /// Who may create an account.
    pub sign_up: SignUpMode,
    /// Whether the policy allows “remember me” for any role.
    pub remember_me: bool,
    /// Whether the server sends mail, so that people can sign in with their address and reset their password themselves.
    pub sends_mail: bool,
}

impl Default for SignUpRules {
    fn default() -> Self {
        Self {
            password_minimum: 15,
            password_score: 3,
            sign_up: SignUpMode::default(),
            remember_me: true,
            sends_mail: false,
        }
    }
}

impl SignUpRules {
    /// Provides the server's rules as context, on the server and in the browser. Called once, by `App`.
    pub fn provide() {
        provide_context(SharedValue::new(|| use_context::<Self>().unwrap_or_default()).into_inner());
    }

    /// Whether people can create accounts without an invitation.
    pub fn is_open(self) -> bool {
        self.sign_up == SignUpMode::Open
    }

    /// Returns the rules, from anywhere below `App`.
    pub fn expect() -> Self {
        use_context().unwrap_or_default()
    }
}

/// What a verification link is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmailLink {
    /// The address.
    pub email: String,
    /// The username of the account that it will belong to.
    pub username: String,
}

/// How hard a password is to guess, for the strength meter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Strength {
    /// The zxcvbn score, from 0 (guessed at once) to 4 (very hard to guess).
    pub score: u8,
    /// Whether the password would be accepted for a new account.
    pub accepted: bool,
    /// The rating in words, or what to change.
    pub words: String,
}
