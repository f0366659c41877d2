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
    /// There was a sign-in after many failed attempts.
    SignInAfterFailures {
        /// The browser and the system of the sign-in.
        device: String,
        /// Its IP address.
        address: String,
    },
    /// Somebody entered the right password, and then many wrong codes.
    WrongCodes {
        /// The browser and the system of the last attempt.
        device: String,
        /// Its IP address.
        address: String,
    },
    /// Brings the code that a sign-in in a new browser takes. The code is drawn when it is sent.
    SignInCode {
        /// The digest of the challenge's cookie.
        challenge: String,
        /// The browser and the system.
        device: String,
        /// Its IP address.
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
    /// The authenticator app was removed; security keys are left.
    AuthenticatorRemoved,
    /// The second step was turned off.
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
    /// An administrator issued a ticket in place of lost second factors.
    TicketIssued {
        /// When it expires, in Unix seconds.
        until: i64,
    },
    /// A ticket was used, which removed the second factors and the passkeys.
    TicketUsed,
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
    /// A security key was added.
    SecurityKeyAdded {
        /// The browser in which it was added.
        key: String,
    },
    /// A security key was removed.
    SecurityKeyRemoved {
        /// Its name or the browser in which it was added.
        key: String,
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
            // As long as the code could be entered.
            Self::SignInCode { .. } => 600,
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
                | Self::TicketIssued { .. }
                | Self::CopiedCookie { .. }
                | Self::MisuseReported { .. }
        )
    }

    /// How many such messages an account gets within so many seconds; the rest are dropped.
    pub(super) fn limit(&self) -> (i64, i64) {
        match self {
            Self::VerifyEmail => (6, HOUR),
            Self::PasswordReset { .. } => (4, HOUR),
            // Whoever guesses could otherwise fill the mailbox.
            Self::SignInAfterFailures { .. } | Self::WrongCodes { .. } => (1, DAY),
            // Nobody may use these up for others.
            Self::AccountSecured | Self::MisuseReported { .. } => (100, HOUR),
            _ => (10, HOUR),
        }
    }
}
