//! Why a session ended, and the texts that say so.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::texts::access as t;

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
    /// The account's password was removed elsewhere.
    PasswordRemoved,
    /// A second factor was turned on, or another one was set up, elsewhere.
    SecondFactorChanged,
    /// A passkey was removed elsewhere.
    PasskeyRemoved,
    /// Somebody signed in with a ticket, which removed the lost second factors.
    TicketUsed,
    /// Its owner has answered “This wasn’t me” to a message, or restored the e-mail address.
    MisuseReported,
    /// Its cookie was used on another device than the one that it is bound to.
    CopiedCookie,
    /// It was not shown that a request came from the device that its session is bound to. Concerns that request only: the
    /// session has not ended.
    Unconfirmed,
    /// The second step of a sign-in was not completed in time, or the account was changed meanwhile. No session has ended.
    SignInExpired,
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
    pub fn title(self) -> String {
        match self {
            Self::SignedOut => t::ended_signed_out(),
            Self::Idle => t::ended_idle(),
            Self::Absolute => t::ended_limit(),
            Self::Replaced => t::ended_replaced(),
            Self::EndedByYou => t::ended_by_you(),
            Self::EndedByAdministrator => t::ended_by_administrator(),
            Self::PasswordChanged => t::ended_password(),
            Self::PasswordRemoved => t::ended_password_removed(),
            Self::SecondFactorChanged => t::ended_second_factor(),
            Self::PasskeyRemoved => t::ended_passkey(),
            Self::TicketUsed => t::ended_ticket(),
            Self::MisuseReported => t::ended_misuse(),
            Self::CopiedCookie => t::ended_copied(),
            Self::Unconfirmed => t::ended_unconfirmed(),
            Self::SignInExpired => t::ended_sign_in(),
            Self::RoleChanged => t::ended_role(),
            Self::TooMany => t::ended_room(),
            Self::Policy => t::ended_policy(),
            Self::Banned => t::ended_ban(),
            Self::AccountClosed => t::ended_closed(),
        }
    }

    /// What to do next, as told to the person.
    pub fn advice(self) -> String {
        match self {
            Self::SignedOut => t::advice_return(),
            Self::Idle | Self::Absolute | Self::Replaced | Self::Policy => t::advice_resume(),
            Self::EndedByYou | Self::TooMany => t::advice_check(),
            Self::EndedByAdministrator | Self::RoleChanged => t::advice_continue(),
            Self::PasswordChanged => t::advice_password(),
            Self::PasswordRemoved => t::advice_password_removed(),
            Self::SecondFactorChanged => t::advice_second_factor(),
            Self::PasskeyRemoved => t::advice_passkey(),
            Self::TicketUsed => t::advice_ticket(),
            Self::MisuseReported => t::advice_misuse(),
            Self::CopiedCookie => t::advice_copied(),
            Self::Unconfirmed => t::advice_unconfirmed(),
            Self::SignInExpired => t::advice_sign_in(),
            Self::Banned => t::advice_ban(),
            Self::AccountClosed => t::advice_closed(),
        }
    }

    /// What happened, for a history. An ending by the account's owner is told to the owner.
    pub fn history(self) -> String {
        match self {
            Self::SignedOut => t::history_signed_out(),
            Self::Idle => t::history_idle(),
            Self::Absolute => t::history_limit(),
            Self::Replaced => t::history_replaced(),
            Self::EndedByYou => t::history_by_you(),
            Self::EndedByAdministrator => t::history_by_administrator(),
            Self::PasswordChanged => t::history_password(),
            Self::PasswordRemoved => t::history_password_removed(),
            Self::SecondFactorChanged => t::history_second_factor(),
            Self::PasskeyRemoved => t::history_passkey(),
            Self::TicketUsed => t::history_ticket(),
            Self::MisuseReported => t::history_misuse(),
            Self::CopiedCookie => t::history_copied(),
            Self::Unconfirmed => t::history_unconfirmed(),
            Self::SignInExpired => t::history_sign_in(),
            Self::RoleChanged => t::history_role(),
            Self::TooMany => t::history_room(),
            Self::Policy => t::history_policy(),
            Self::Banned => t::history_ban(),
            Self::AccountClosed => t::history_closed(),
        }
    }
}
