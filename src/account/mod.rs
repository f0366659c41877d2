//! Accounts: names, passwords, profile. What starts or ends a session lives in `session`.

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

/// Code points a username has at least and at most.
pub const USERNAME_LENGTH: std::ops::RangeInclusive<usize> = 3..=32;
/// Code points a display name has at most.
pub const DISPLAY_NAME_MAX: usize = 64;
/// Code points a password has at most (ASVS 6.2.9).
pub const PASSWORD_MAX: usize = 256;

/// Who may make an account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignUpMode {
    /// Everyone.
    #[default]
    Open,
    /// Who holds an invitation.
    Invitation,
    /// Nobody.
    Closed,
}

/// What a new account has to be like, and what a sign-in may ask for: known to both sides of the page, as
/// of when it was loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignUpRules {
    /// Code points a new password has at least.
    pub password_minimum: usize,
    /// The score a new password has at least: see [`Strength`].
    pub password_score: u8,
    /// Who may make one.
    pub sign_up: SignUpMode,
    /// Whether anybody may be kept signed in.
    pub remembered: bool,
}

impl Default for SignUpRules {
    fn default() -> Self {
        Self { password_minimum: 15, password_score: 3, sign_up: SignUpMode::default(), remembered: true }
    }
}

impl SignUpRules {
    /// Makes the server's terms known to both sides. Called once, by `App`.
    pub fn provide() {
        provide_context(SharedValue::new(|| use_context::<Self>().unwrap_or_default()).into_inner());
    }

    /// Whether people make accounts without having been asked to.
    pub fn is_open(self) -> bool {
        self.sign_up == SignUpMode::Open
    }

    /// The terms, from anywhere below `App`.
    pub fn expect() -> Self {
        use_context().unwrap_or_default()
    }
}

/// How hard a password is to guess, for the meter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Strength {
    /// 0 (guessed at once) to 4 (very hard), as zxcvbn estimates it.
    pub score: u8,
    /// Whether sign-up would take it.
    pub accepted: bool,
    /// In words: what it is, or what to change.
    pub words: String,
}
