//! Why a session ended, and the texts that say so.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

/// Why a session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Ending {
    /// Its owner signed out.
    SignedOut,
    /// The idle limit was reached.
    Idle,
    /// The absolute limit was reached.
    Absolute,
    /// The same browser signed in again.
    Replaced,
    /// Its owner ended it from another session, alone or together with all others.
    EndedByYou,
    /// An administrator ended it.
    EndedByAdministrator,
    /// The account's password was changed elsewhere.
    PasswordChanged,
    /// The account's role was changed, and the policy ends sessions in that case.
    RoleChanged,
    /// It made room for a new sign-in: the account had reached the maximum number of sessions.
    TooMany,
    /// The limits were shortened to less than its age.
    Policy,
    /// The account was banned. Shown to a guest only once the ban has ended.
    Banned,
    /// The account was closed, by its owner or an administrator.
    AccountClosed,
}

impl Ending {
    /// Every ending.
    pub const ALL: &[Self] = Self::VARIANTS;

    /// The name in the database.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// The ending with this name in the database.
    pub fn from_name(name: &str) -> Option<Self> {
        name.parse().ok()
    }

    /// What happened, as told to the person.
    pub fn title(self) -> &'static str {
        match self {
            Self::SignedOut => "You are signed out.",
            Self::Idle => "You were signed out because nothing happened for a while.",
            Self::Absolute => "You were signed out because your session reached its longest life.",
            Self::Replaced => "You signed in again in this browser.",
            Self::EndedByYou => "You ended this session.",
            Self::EndedByAdministrator => "An administrator ended this session.",
            Self::PasswordChanged => "You were signed out because your password was changed.",
            Self::RoleChanged => "You were signed out because your role was changed.",
            Self::TooMany => "This session was ended to make room for a new sign-in.",
            Self::Policy => "You were signed out because sessions may not last that long any more.",
            Self::Banned => "Your ban is over.",
            Self::AccountClosed => "Your account is closed.",
        }
    }

    /// What to do next, as told to the person.
    pub fn advice(self) -> &'static str {
        match self {
            Self::SignedOut => "Sign in to come back.",
            Self::Idle | Self::Absolute | Self::Replaced | Self::Policy => "Sign in and you go on where you were.",
            Self::EndedByYou | Self::TooMany => {
                "Sign in to come back. If it was not you, change your password at once: that ends every session."
            }
            Self::EndedByAdministrator | Self::RoleChanged => "Sign in to go on.",
            Self::PasswordChanged => "Sign in with the new one. If it was not you, tell an administrator.",
            Self::Banned => "Sign in again to use your account; everything in it is as you left it.",
            Self::AccountClosed => "What it held about you has been erased. Nobody can sign in to it any more.",
        }
    }

    /// What happened, in the third person, for a history.
    pub fn history(self) -> &'static str {
        match self {
            Self::SignedOut => "Signed out",
            Self::Idle => "Ended: idle for too long",
            Self::Absolute => "Ended: reached its longest life",
            Self::Replaced => "Replaced by a new sign-in in the same browser",
            Self::EndedByYou => "Ended by you",
            Self::EndedByAdministrator => "Ended by an administrator",
            Self::PasswordChanged => "Ended by a new password",
            Self::RoleChanged => "Ended by a change of role",
            Self::TooMany => "Ended to make room for a new sign-in",
            Self::Policy => "Ended by shorter limits",
            Self::Banned => "Ended by a ban",
            Self::AccountClosed => "Ended by closing the account",
        }
    }
}
