//! Rules about the whole system that a change would break.

use serde::{Deserialize, Serialize};

/// A rule about the whole system that a change would break.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Conflict {
    /// At least one administrator who is not banned always remains.
    LastAdministrator,
    /// Nobody bans themselves.
    Yourself,
    /// The account is banned already.
    AlreadyBanned,
    /// The account is not banned.
    NotBanned,
    /// There is one appeal for each ban.
    AppealedAlready,
    /// An appeal is answered once.
    AnsweredAlready,
    /// The form was opened by another person, who was signed in in this browser before.
    SomebodyElse,
    /// The account, or the role, may do something that the caller may not.
    OutOfReach,
    /// Who acts as another may look, and leaves alone what is that person's own to do.
    Impersonating,
    /// Nobody acts as somebody who is banned.
    OwnerBanned,
    /// The account has the role already that it is to get.
    HasRole,
    /// There is a role of that name.
    RoleExists,
    /// Accounts have this role.
    RoleInUse,
    /// What is to change of a role has changed since the page was opened.
    RoleMoved,
    /// The role belongs to Hallpass itself.
    BuiltIn,
    /// A limit for idle time is longer than the one for the whole session.
    IdleAboveAbsolute,
    /// A limit for sessions that are kept is shorter than the one for those that are not.
    KeptEndsEarlier,
    /// The policy has changed since the page was opened.
    PolicyMoved,
    /// What a change of the policy had set has been set again since.
    CannotUndo,
    /// Nobody makes an account for themselves.
    SignUpClosed,
    /// Accounts are made with an invitation only.
    InvitationNeeded,
    /// While nobody can sign up, an invitation would open nothing.
    InvitationsClosed,
    /// The invitation is used up, too old or revoked.
    InvitationOver,
}

impl Conflict {
    /// What is in the way, and what to do.
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
            Self::KeptEndsEarlier => {
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
