//! What can be written to the audit, with the words for it.

use std::sync::OnceLock;

/// An act that matters, done or refused. The audit records it by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Act {
    name: &'static str,
    title: &'static str,
    done: &'static str,
    done_to: &'static str,
}

impl Act {
    /// Somebody made an account.
    pub const SIGN_UP: Self = Self::new("account.sign_up", "Sign-up", "signed up", "made the account");
    /// The owner's account was made.
    pub const SET_UP: Self = Self::new("account.set_up", "Set-up", "set Hallpass up", "set Hallpass up for");
    /// An account was made for somebody.
    pub const CREATE_ACCOUNT: Self =
        Self::new("account.create", "Account made for somebody", "made an account", "made the account");
    /// A session began.
    pub const SIGN_IN: Self = Self::new("session.start", "Sign-in", "signed in", "signed in as");
    /// Sessions ended, or one did.
    pub const END_SESSIONS: Self = Self::new("session.end", "End of sessions", "ended sessions", "ended sessions of");
    /// A password was replaced by whoever knew the old one.
    pub const CHANGE_PASSWORD: Self =
        Self::new("password.change", "Change of password", "changed the password", "changed the password of");
    /// A one-time link for a new password was made.
    pub const MAKE_RESET_LINK: Self =
        Self::new("password.link", "Password link made", "made a password link", "made a password link for");
    /// A password was replaced with such a link.
    pub const RESET_PASSWORD: Self = Self::new(
        "password.reset",
        "Password link used",
        "set a new password by link",
        "set a new password by link for",
    );
    /// The password was asked for once more.
    pub const PROVE_PASSWORD: Self =
        Self::new("password.prove", "Password asked for again", "typed the password again", "typed the password of");
    /// A display name or an e-mail address was changed.
    pub const CHANGE_PROFILE: Self =
        Self::new("profile.change", "Change of profile", "changed the profile", "changed the profile of");
    /// A role was changed.
    pub const CHANGE_ROLE: Self = Self::new("account.role", "Change of role", "changed a role", "changed the role of");
    /// An account was banned.
    pub const BAN: Self = Self::new("account.ban", "Ban", "banned an account", "banned");
    /// A ban was lifted.
    pub const LIFT_BAN: Self = Self::new("account.lift_ban", "Lifting of a ban", "lifted a ban", "lifted the ban of");
    /// Terms of a ban in force were changed.
    pub const CHANGE_BAN: Self =
        Self::new("account.change_ban", "Change of a ban", "changed a ban", "changed the ban of");
    /// A banned person appealed.
    pub const APPEAL: Self = Self::new("ban.appeal", "Appeal", "appealed", "appealed for");
    /// An appeal was answered.
    pub const ANSWER_APPEAL: Self =
        Self::new("ban.answer", "Answer to an appeal", "answered an appeal", "answered the appeal of");
    /// A note about an account was added or deleted.
    pub const NOTE: Self =
        Self::new("account.note", "Note about an account", "noted something", "noted something about");
    /// An account was closed.
    pub const CLOSE_ACCOUNT: Self =
        Self::new("account.close", "Account closed", "closed the account", "closed the account of");
    /// What is kept about an account was saved as a file.
    pub const EXPORT_ACCOUNT: Self =
        Self::new("account.export", "Account exported", "exported the account", "exported the account of");
    /// Somebody began to act as another.
    pub const IMPERSONATE: Self =
        Self::new("impersonation.start", "Impersonation", "acted as somebody", "began to act as");
    /// Somebody who acted as another is themselves again.
    pub const END_IMPERSONATION: Self = Self::new(
        "impersonation.end",
        "End of an impersonation",
        "ended an impersonation",
        "ended an impersonation of",
    );
    /// A role was made, changed or deleted.
    pub const EDIT_ROLES: Self = Self::new(
        "role.edit",
        "Change of what a role permits",
        "changed what a role permits",
        "changed what a role permits for",
    );
    /// An invitation was made or revoked.
    pub const INVITE: Self = Self::new(
        "invitation.edit",
        "Invitation",
        "made or revoked an invitation",
        "made or revoked an invitation for",
    );
    /// The policy was changed.
    pub const CHANGE_POLICY: Self =
        Self::new("policy.change", "Change of policy", "changed the policy", "changed the policy for");
    /// The audit was taken away in a file.
    pub const EXPORT_AUDIT: Self =
        Self::new("audit.export", "Audit exported", "exported the audit", "exported the audit of");
    /// Old rows of the audit were removed.
    pub const PURGE_AUDIT: Self = Self::new("audit.purge", "Audit cut", "cut the audit", "cut the audit of");
    /// The clock was said to be right, so that old records are removed again.
    pub const CONFIRM_CLOCK: Self =
        Self::new("clock.confirm", "Clock confirmed", "confirmed the clock", "confirmed the clock for");
    /// A page was asked for.
    pub const OPEN_PAGE: Self = Self::new("page.open", "Page refused", "opened a page", "opened a page of");
    /// A function was called that has no act of its own here.
    pub const CALL: Self =
        Self::new("function.call", "Other function refused", "called a function", "called a function for");

    /// Hallpass's own.
    const OWN: [Self; 29] = [
        Self::SIGN_UP,
        Self::SET_UP,
        Self::CREATE_ACCOUNT,
        Self::SIGN_IN,
        Self::END_SESSIONS,
        Self::CHANGE_PASSWORD,
        Self::MAKE_RESET_LINK,
        Self::RESET_PASSWORD,
        Self::PROVE_PASSWORD,
        Self::CHANGE_PROFILE,
        Self::CHANGE_ROLE,
        Self::BAN,
        Self::LIFT_BAN,
        Self::CHANGE_BAN,
        Self::APPEAL,
        Self::ANSWER_APPEAL,
        Self::NOTE,
        Self::CLOSE_ACCOUNT,
        Self::EXPORT_ACCOUNT,
        Self::IMPERSONATE,
        Self::END_IMPERSONATION,
        Self::EDIT_ROLES,
        Self::INVITE,
        Self::CHANGE_POLICY,
        Self::EXPORT_AUDIT,
        Self::PURGE_AUDIT,
        Self::CONFIRM_CLOCK,
        Self::OPEN_PAGE,
        Self::CALL,
    ];

    /// An act of an application.
    ///
    /// `name` is the name in the database, on the command line and in exports: lower-case letters, digits,
    /// `_`, and `.` after the feature's name, such as `notes.delete`. `title` is what people choose it by in
    /// a list ("Note deleted"). `done` and `done_to` end a sentence about whoever did it, by themselves
    /// ("deleted a note") and to somebody else ("deleted a note of").
    pub const fn new(name: &'static str, title: &'static str, done: &'static str, done_to: &'static str) -> Self {
        Self { name, title, done, done_to }
    }

    /// Every act of this application.
    pub fn all() -> &'static [Self] {
        REGISTERED.get().map_or(&Self::OWN, Vec::as_slice)
    }

    /// The name in the database, on the command line and in exports.
    pub const fn name(self) -> &'static str {
        self.name
    }

    /// The act of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::all().iter().copied().find(|act| act.name == name)
    }

    /// What it is, for choosing among them.
    pub const fn title(self) -> &'static str {
        self.title
    }

    /// What somebody did, by themselves, and to somebody else.
    pub(super) fn phrases(self) -> (&'static str, &'static str) {
        (self.done, self.done_to)
    }
}

static REGISTERED: OnceLock<Vec<Act>> = OnceLock::new();

/// Adds an application's acts to Hallpass's own, once in a process.
///
/// # Errors
/// When two have one name, or another application has been started in this process.
pub(crate) fn register(acts: impl IntoIterator<Item = Act>) -> Result<(), String> {
    let mut all = Act::OWN.to_vec();
    for act in acts {
        if all.iter().any(|other| other.name == act.name) {
            return Err(format!("two acts of the audit are called {:?}", act.name));
        }
        all.push(act);
    }
    if REGISTERED.get_or_init(|| all.clone()) == &all {
        Ok(())
    } else {
        Err("another application has been started in this process".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_distinct_and_found() {
        for (place, act) in Act::all().iter().enumerate() {
            assert_eq!(Act::all().iter().position(|other| other == act), Some(place), "{}", act.name());
            assert_eq!(Act::from_name(act.name()), Some(*act));
        }
    }

    #[test]
    fn a_name_is_taken_once() {
        let again = Act::new("account.ban", "Ban", "banned", "banned");
        assert_eq!(register([again]), Err("two acts of the audit are called \"account.ban\"".to_owned()));
    }
}
