//! Why a session is over, and the words for it.

use serde::{Deserialize, Serialize};

/// Why a session is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// Its owner signed out.
    SignedOut,
    /// Nothing was done for as long as the policy allows.
    Idle,
    /// It reached its longest life.
    Absolute,
    /// The same browser signed in anew.
    Replaced,
    /// The account's password was changed elsewhere.
    PasswordChanged,
    /// The account was banned. Told to a guest only once the ban is over.
    Banned,
}

impl Ending {
    /// Every ending.
    pub const ALL: [Self; 6] =
        [Self::SignedOut, Self::Idle, Self::Absolute, Self::Replaced, Self::PasswordChanged, Self::Banned];

    /// The name in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::SignedOut => "signed_out",
            Self::Idle => "idle",
            Self::Absolute => "absolute",
            Self::Replaced => "replaced",
            Self::PasswordChanged => "password_changed",
            Self::Banned => "banned",
        }
    }

    /// The ending of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|ending| ending.name() == name)
    }

    /// What the person is told: what happened.
    pub fn title(self) -> &'static str {
        match self {
            Self::SignedOut => "You are signed out.",
            Self::Idle => "You were signed out because nothing happened for a while.",
            Self::Absolute => "You were signed out because your session reached its longest life.",
            Self::Replaced => "You signed in again in this browser.",
            Self::PasswordChanged => "You were signed out because your password was changed.",
            Self::Banned => "Your ban is over.",
        }
    }

    /// What the person is told: what to do.
    pub fn advice(self) -> &'static str {
        match self {
            Self::SignedOut => "Sign in to come back.",
            Self::Idle | Self::Absolute | Self::Replaced => "Sign in and you go on where you were.",
            Self::PasswordChanged => "Sign in with the new one. If it was not you, tell an administrator.",
            Self::Banned => "Sign in again to use your account; everything in it is as you left it.",
        }
    }
}
