//! Constraints of the whole system that a change would violate.

use serde::{Deserialize, Serialize};

use crate::texts::error as t;

/// A constraint of the whole system that a change would violate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Conflict {
    /// At least one administrator who is not banned always remains.
    LastAdministrator,
    /// People cannot ban themselves.
    Yourself,
    /// The account is banned already.
    AlreadyBanned,
    /// The account is not banned.
    NotBanned,
    /// There is only one appeal per ban.
    AppealedAlready,
    /// An appeal can be answered only once.
    AnsweredAlready,
    /// The page belongs to another account, which was signed in with this browser before.
    SomebodyElse,
    /// The account or role has permissions that the caller does not have.
    OutOfReach,
    /// An impersonator cannot do what only the account's owner may do.
    Impersonating,
    /// A banned account cannot be impersonated.
    OwnerBanned,
    /// The account already has the role.
    HasRole,
    /// A role with this name exists.
    RoleExists,
    /// Accounts have this role.
    RoleInUse,
    /// Somebody has changed the role since the page was opened.
    RoleMoved,
    /// The role is built in.
    BuiltIn,
    /// An idle limit is longer than the absolute limit.
    IdleAboveAbsolute,
    /// A limit of sessions with "keep me signed in" is shorter than the same limit of other sessions.
    RememberMeEndsEarlier,
    /// Somebody has changed the policy since the page was opened.
    PolicyMoved,
    /// A policy change cannot be undone, because a setting that it changed has been changed again since.
    CannotUndo,
    /// Sign-up is closed.
    SignUpClosed,
    /// Signing up requires an invitation.
    InvitationNeeded,
    /// Sign-up is closed, so an invitation would be useless.
    InvitationsClosed,
    /// The invitation has been used up, has expired or was revoked.
    InvitationOver,
    /// Another account has verified the e-mail address.
    EmailTaken,
    /// The policy requires a second factor.
    SecondFactorRequired,
    /// Without a password, the account has too few other ways to sign in.
    PasswordNeeded,
    /// The account has no password, so that it needs a passkey.
    NoPassword,
    /// Passwords of fewer than 15 characters are not enough by themselves.
    ShortPasswords,
    /// No account has this passkey any more.
    UnknownPasskey,
    /// A passkey could not be verified.
    WrongPasskey,
}

impl Conflict {
    /// Describes the conflict and what to do about it.
    pub fn words(self) -> String {
        match self {
            Self::LastAdministrator => t::last_administrator(),
            Self::Yourself => t::yourself(),
            Self::AlreadyBanned => t::already_banned(),
            Self::NotBanned => t::not_banned(),
            Self::AppealedAlready => t::appealed_already(),
            Self::AnsweredAlready => t::answered_already(),
            Self::SomebodyElse => t::somebody_else(),
            Self::OutOfReach => t::out_of_reach(),
            Self::Impersonating => t::impersonating(),
            Self::OwnerBanned => t::owner_banned(),
            Self::HasRole => t::has_role(),
            Self::RoleExists => t::role_exists(),
            Self::RoleInUse => t::role_in_use(),
            Self::RoleMoved => t::role_moved(),
            Self::BuiltIn => t::built_in(),
            Self::IdleAboveAbsolute => t::idle_above_absolute(),
            Self::RememberMeEndsEarlier => t::remember_me_ends_earlier(),
            Self::PolicyMoved => t::policy_moved(),
            Self::CannotUndo => t::cannot_undo(),
            Self::SignUpClosed => t::sign_up_closed(),
            Self::InvitationNeeded => t::invitation_needed(),
            Self::InvitationsClosed => t::invitations_closed(),
            Self::InvitationOver => t::invitation_over(),
            Self::EmailTaken => t::email_taken(),
            Self::SecondFactorRequired => t::second_factor_required(),
            Self::PasswordNeeded => t::password_needed(),
            Self::NoPassword => t::no_password(),
            Self::ShortPasswords => t::short_passwords(),
            Self::UnknownPasskey => t::unknown_passkey(),
            Self::WrongPasskey => t::wrong_passkey(),
        }
    }
}
