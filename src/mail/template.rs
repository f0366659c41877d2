//! What messages are about.

use serde::{Deserialize, Serialize};
use strum::IntoStaticStr;

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

/// What a message is about, with the facts that its text needs. Stored in the outbox until the message is sent, so it
/// contains no secrets: links are made when it is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Template {
    /// Shows that mail works.
    Test,
    /// Asks to verify an address, with a link and a code.
    VerifyEmail,
    /// Brings a link that sets a new password, if this is the username or the verified address of an account.
    PasswordReset {
        /// The username or address that was typed.
        who: String,
    },
    /// There was a sign-in from a new device.
    NewDevice {
        /// The browser and the system, such as “Firefox on Linux”.
        device: String,
        /// The IP address.
        address: String,
    },
    /// A session was ended, because its cookie was used on another device than the one that it is bound to.
    CopiedCookie {
        /// The browser and the system that used it.
        device: String,
        /// The IP address.
        address: String,
    },
    /// The password was changed.
    PasswordChanged,
    /// The password was removed.
    PasswordRemoved,
    /// An authenticator app was set up.
    SecondFactorOn,
    /// The authenticator app was removed.
    SecondFactorOff,
    /// The removal of the second step was requested.
    SecondFactorEnding {
        /// When it is removed, in Unix seconds.
        at: i64,
        /// The browser and the system of the request.
        device: String,
        /// Its IP address.
        address: String,
    },
    /// The recovery codes were replaced.
    NewRecoveryCodes,
    /// A passkey was added.
    PasskeyAdded {
        /// The browser in which it was added.
        passkey: String,
    },
    /// The operator removed all passkeys.
    PasskeysRemoved,
    /// A passkey was removed.
    PasskeyRemoved {
        /// Its name or the browser in which it was added.
        passkey: String,
    },
    /// Brings a link that sets a new password after misuse was reported, which has made the old one useless.
    AccountSecured,
    /// For the current address: it is to be replaced, as soon as the new one is verified.
    EmailChanging {
        /// The new address, in part.
        new: String,
    },
    /// For the old address: the address was changed or removed. With a link that restores it.
    EmailChanged {
        /// The new address, in part; `None`: it was removed.
        new: Option<String>,
    },
    /// The account got a role with more permissions.
    RoleRaised {
        /// The role's name.
        role: String,
    },
    /// The account was banned.
    Banned {
        /// When the ban ends, in Unix seconds; `None`: it does not end by itself.
        until: Option<i64>,
        /// The reason that the person is given.
        reason: String,
    },
    /// An administrator used the account.
    Impersonated,
    /// For administrators: somebody said that they did not do what a message was about.
    MisuseReported {
        /// The username.
        whom: String,
    },
}

impl Template {
    /// The name in the outbox.
    pub fn name(&self) -> &'static str {
        self.into()
    }

    /// How long a message is tried to be sent before it is given up, in seconds.
    pub(super) fn lifetime(&self) -> i64 {
        match self {
            Self::Test | Self::PasswordReset { .. } => HOUR,
            Self::VerifyEmail | Self::AccountSecured => DAY,
            _ => 3 * DAY,
        }
    }

    /// Whether it says what to do if the reader did not do it.
    pub(super) fn has_objection(&self) -> bool {
        !matches!(
            self,
            Self::Test
                | Self::VerifyEmail
                | Self::PasswordReset { .. }
                | Self::AccountSecured
                | Self::EmailChanged { .. }
                | Self::RoleRaised { .. }
                | Self::Banned { .. }
                | Self::Impersonated
                | Self::CopiedCookie { .. }
                | Self::MisuseReported { .. }
        )
    }

    /// Whether the reader has caused it, or somebody in their place, so that they read the language of the request.
    pub(super) fn is_own_act(&self) -> bool {
        !matches!(
            self,
            Self::RoleRaised { .. }
                | Self::Banned { .. }
                | Self::Impersonated
                | Self::CopiedCookie { .. }
                | Self::MisuseReported { .. }
        )
    }

    /// How many such messages an account gets within an hour; the rest are dropped.
    pub(super) fn hourly(&self) -> i64 {
        match self {
            Self::VerifyEmail => 6,
            Self::PasswordReset { .. } => 4,
            // Nobody may use these up for others.
            Self::AccountSecured | Self::MisuseReported { .. } => 100,
            _ => 10,
        }
    }
}
