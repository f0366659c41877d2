//! Constraints of the whole system that a change would violate.

use serde::{Deserialize, Serialize};

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
}

impl Conflict {
    /// Describes the conflict and what to do about it.
    pub fn words(self) -> &'static str {
        match self {
            Self::LastAdministrator => "This is the last administrator. Make someone else an administrator first.",
            Self::Yourself => "You cannot do this to your own account.",
            Self::AlreadyBanned => "This account is banned already. Lift that ban first.",
            Self::NotBanned => "This account is not banned.",
            Self::AppealedAlready => "You have sent an appeal already. It will be read; there is one for each ban.",
            Self::AnsweredAlready => "Somebody has answered this appeal already. Open the page again to read it.",
            Self::SomebodyElse => {
                "This page was opened by somebody else who was signed in in this browser. Nothing was changed: open it anew."
            }
            Self::OutOfReach => {
                "This is beyond what your own role permits. Ask somebody who may do all that is concerned here."
            }
            Self::Impersonating => {
                "Not while you act as somebody else: this is theirs alone to do. End it first, in the bar on top of the page."
            }
            Self::OwnerBanned => "This account is banned, so nobody can act as its owner. Lift the ban first.",
            Self::HasRole => "This account has that role already.",
            Self::RoleExists => "There is a role of that name already. Choose another name.",
            Self::RoleInUse => "Accounts have this role. Give them another one first.",
            Self::RoleMoved => {
                "Somebody else has changed this role meanwhile. Nothing was saved: look at what it permits now, and save \
                 again if you still want to."
            }
            Self::BuiltIn => "This role belongs to Hallpass itself and stays as it is.",
            Self::IdleAboveAbsolute => "An idle limit cannot be longer than the absolute limit beside it.",
            Self::RememberMeEndsEarlier => {
                "“Keep me signed in” would end sessions earlier. Make both limits when kept as long as the plain ones \
                 at least, or do not allow it."
            }
            Self::PolicyMoved => {
                "The policy has been changed since this page was opened. Nothing was saved: look at what holds now, and save \
                 again if you still want to."
            }
            Self::CannotUndo => {
                "What this change set has been set again since. Nothing was changed: set the values by hand."
            }
            Self::SignUpClosed => "Nobody can sign up here at the moment. Ask an administrator for an account.",
            Self::InvitationNeeded => {
                "Signing up needs an invitation. Open the link that you were sent, or ask an administrator for one."
            }
            Self::InvitationsClosed => {
                "Sign-up is closed, so an invitation would open nothing. Set sign-up to “invitation” in the policy first."
            }
            Self::InvitationOver => "This invitation does not work any more.",
        }
    }
}
