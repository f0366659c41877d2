//! What can be written to the audit, with the words for it.

use serde::{Deserialize, Serialize};

/// An act that matters, done or refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Act {
    /// Somebody made an account.
    SignUp,
    /// The owner's account was made.
    SetUp,
    /// An account was made for somebody.
    CreateAccount,
    /// A session began.
    SignIn,
    /// Sessions ended, or one did.
    EndSessions,
    /// A password was replaced by whoever knew the old one.
    ChangePassword,
    /// A one-time link for a new password was made.
    MakeResetLink,
    /// A password was replaced with such a link.
    ResetPassword,
    /// The password was asked for once more.
    ProvePassword,
    /// A display name or an e-mail address was changed.
    ChangeProfile,
    /// A role was changed.
    ChangeRole,
    /// An account was banned.
    Ban,
    /// A ban was lifted.
    LiftBan,
    /// Terms of a ban in force were changed.
    ChangeBan,
    /// A banned person appealed.
    Appeal,
    /// An appeal was answered.
    AnswerAppeal,
    /// A note about an account was added or deleted.
    Note,
    /// An account was closed.
    CloseAccount,
    /// What is kept about an account was saved as a file.
    ExportAccount,
    /// Somebody began to act as another.
    Impersonate,
    /// Somebody who acted as another is themselves again.
    EndImpersonation,
    /// A role was made, changed or deleted.
    EditRoles,
    /// An invitation was made or revoked.
    Invite,
    /// The policy was changed.
    ChangePolicy,
    /// The audit was taken away in a file.
    ExportAudit,
    /// Old rows of the audit were removed.
    PurgeAudit,
    /// The clock was said to be right, so that old records are removed again.
    ConfirmClock,
    /// A page was asked for.
    OpenPage,
    /// A function was called that has no act of its own here.
    Call,
}

impl Act {
    /// Every act.
    pub const ALL: [Self; 29] = [
        Self::SignUp,
        Self::SetUp,
        Self::CreateAccount,
        Self::SignIn,
        Self::EndSessions,
        Self::ChangePassword,
        Self::MakeResetLink,
        Self::ResetPassword,
        Self::ProvePassword,
        Self::ChangeProfile,
        Self::ChangeRole,
        Self::Ban,
        Self::LiftBan,
        Self::ChangeBan,
        Self::Appeal,
        Self::AnswerAppeal,
        Self::Note,
        Self::CloseAccount,
        Self::ExportAccount,
        Self::Impersonate,
        Self::EndImpersonation,
        Self::EditRoles,
        Self::Invite,
        Self::ChangePolicy,
        Self::ExportAudit,
        Self::PurgeAudit,
        Self::ConfirmClock,
        Self::OpenPage,
        Self::Call,
    ];

    /// The name in the database, on the command line and in exports.
    pub fn name(self) -> &'static str {
        match self {
            Self::SignUp => "account.sign_up",
            Self::SetUp => "account.set_up",
            Self::CreateAccount => "account.create",
            Self::SignIn => "session.start",
            Self::EndSessions => "session.end",
            Self::ChangePassword => "password.change",
            Self::MakeResetLink => "password.link",
            Self::ResetPassword => "password.reset",
            Self::ProvePassword => "password.prove",
            Self::ChangeProfile => "profile.change",
            Self::ChangeRole => "account.role",
            Self::Ban => "account.ban",
            Self::LiftBan => "account.lift_ban",
            Self::ChangeBan => "account.change_ban",
            Self::Appeal => "ban.appeal",
            Self::AnswerAppeal => "ban.answer",
            Self::Note => "account.note",
            Self::CloseAccount => "account.close",
            Self::ExportAccount => "account.export",
            Self::Impersonate => "impersonation.start",
            Self::EndImpersonation => "impersonation.end",
            Self::EditRoles => "role.edit",
            Self::Invite => "invitation.edit",
            Self::ChangePolicy => "policy.change",
            Self::ExportAudit => "audit.export",
            Self::PurgeAudit => "audit.purge",
            Self::ConfirmClock => "clock.confirm",
            Self::OpenPage => "page.open",
            Self::Call => "function.call",
        }
    }

    /// The act of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.name() == name)
    }

    /// What it is, for choosing among them.
    pub fn title(self) -> &'static str {
        match self {
            Self::SignUp => "Sign-up",
            Self::SetUp => "Set-up",
            Self::CreateAccount => "Account made for somebody",
            Self::SignIn => "Sign-in",
            Self::EndSessions => "End of sessions",
            Self::ChangePassword => "Change of password",
            Self::MakeResetLink => "Password link made",
            Self::ResetPassword => "Password link used",
            Self::ProvePassword => "Password asked for again",
            Self::ChangeProfile => "Change of profile",
            Self::ChangeRole => "Change of role",
            Self::Ban => "Ban",
            Self::LiftBan => "Lifting of a ban",
            Self::ChangeBan => "Change of a ban",
            Self::Appeal => "Appeal",
            Self::AnswerAppeal => "Answer to an appeal",
            Self::Note => "Note about an account",
            Self::CloseAccount => "Account closed",
            Self::ExportAccount => "Account exported",
            Self::Impersonate => "Impersonation",
            Self::EndImpersonation => "End of an impersonation",
            Self::EditRoles => "Change of what a role permits",
            Self::Invite => "Invitation",
            Self::ChangePolicy => "Change of policy",
            Self::ExportAudit => "Audit exported",
            Self::PurgeAudit => "Audit cut",
            Self::ConfirmClock => "Clock confirmed",
            Self::OpenPage => "Page refused",
            Self::Call => "Other function refused",
        }
    }

    /// What somebody did, by themselves, and to somebody else.
    pub(super) fn phrases(self) -> (&'static str, &'static str) {
        match self {
            Self::SignUp => ("signed up", "made the account"),
            Self::SetUp => ("set Hallpass up", "set Hallpass up for"),
            Self::CreateAccount => ("made an account", "made the account"),
            Self::SignIn => ("signed in", "signed in as"),
            Self::EndSessions => ("ended sessions", "ended sessions of"),
            Self::ChangePassword => ("changed the password", "changed the password of"),
            Self::MakeResetLink => ("made a password link", "made a password link for"),
            Self::ResetPassword => ("set a new password by link", "set a new password by link for"),
            Self::ProvePassword => ("typed the password again", "typed the password of"),
            Self::ChangeProfile => ("changed the profile", "changed the profile of"),
            Self::ChangeRole => ("changed a role", "changed the role of"),
            Self::Ban => ("banned an account", "banned"),
            Self::LiftBan => ("lifted a ban", "lifted the ban of"),
            Self::ChangeBan => ("changed a ban", "changed the ban of"),
            Self::Appeal => ("appealed", "appealed for"),
            Self::AnswerAppeal => ("answered an appeal", "answered the appeal of"),
            Self::Note => ("noted something", "noted something about"),
            Self::CloseAccount => ("closed the account", "closed the account of"),
            Self::ExportAccount => ("exported the account", "exported the account of"),
            Self::Impersonate => ("acted as somebody", "began to act as"),
            Self::EndImpersonation => ("ended an impersonation", "ended an impersonation of"),
            Self::EditRoles => ("changed what a role permits", "changed what a role permits for"),
            Self::Invite => ("made or revoked an invitation", "made or revoked an invitation for"),
            Self::ChangePolicy => ("changed the policy", "changed the policy for"),
            Self::ExportAudit => ("exported the audit", "exported the audit of"),
            Self::PurgeAudit => ("cut the audit", "cut the audit of"),
            Self::ConfirmClock => ("confirmed the clock", "confirmed the clock for"),
            Self::OpenPage => ("opened a page", "opened a page of"),
            Self::Call => ("called a function", "called a function for"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_distinct_and_found() {
        for act in Act::ALL {
            assert_eq!(Act::from_name(act.name()), Some(act));
        }
    }
}
