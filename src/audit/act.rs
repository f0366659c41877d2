//! The acts that the audit records, with descriptions of them.

use std::sync::OnceLock;

/// A kind of act, done or refused. The audit records it by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Act {
    name: &'static str,
    title: &'static str,
    done: &'static str,
    done_to: &'static str,
}

impl Act {
    /// Somebody signed up.
    pub const SIGN_UP: Self = Self::new("account.sign_up", "Sign-up", "signed up", "made the account");
    /// The owner's account was created.
    pub const SET_UP: Self = Self::new("account.set_up", "Set-up", "set Hallpass up", "set Hallpass up for");
    /// An account was created for somebody else.
    pub const CREATE_ACCOUNT: Self =
        Self::new("account.create", "Account made for somebody", "made an account", "made the account");
    /// A session began.
    pub const SIGN_IN: Self = Self::new("session.start", "Sign-in", "signed in", "signed in as");
    /// One or more sessions ended.
    pub const END_SESSIONS: Self = Self::new("session.end", "End of sessions", "ended sessions", "ended sessions of");
    /// A password was changed by somebody who knew the old one.
    pub const CHANGE_PASSWORD: Self =
        Self::new("password.change", "Change of password", "changed the password", "changed the password of");
    /// A password reset link was created.
    pub const MAKE_RESET_LINK: Self =
        Self::new("password.link", "Password link made", "made a password link", "made a password link for");
    /// A password was set with a reset link.
    pub const RESET_PASSWORD: Self = Self::new(
        "password.reset",
        "Password link used",
        "set a new password by link",
        "set a new password by link for",
    );
    /// The password was entered again: a reauthentication.
    pub const REAUTHENTICATE: Self =
        Self::new("password.prove", "Password asked for again", "typed the password again", "typed the password of");
    /// A display name or an e-mail address was changed.
    pub const CHANGE_PROFILE: Self =
        Self::new("profile.change", "Change of profile", "changed the profile", "changed the profile of");
    /// An account's role was changed.
    pub const CHANGE_ROLE: Self = Self::new("account.role", "Change of role", "changed a role", "changed the role of");
    /// An account was banned.
    pub const BAN: Self = Self::new("account.ban", "Ban", "banned an account", "banned");
    /// A ban was lifted.
    pub const LIFT_BAN: Self = Self::new("account.lift_ban", "Lifting of a ban", "lifted a ban", "lifted the ban of");
    /// The terms of an active ban were changed.
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
    /// An account's data was exported.
    pub const EXPORT_ACCOUNT: Self =
        Self::new("account.export", "Account exported", "exported the account", "exported the account of");
    /// An impersonation began.
    pub const IMPERSONATE: Self =
        Self::new("impersonation.start", "Impersonation", "acted as somebody", "began to act as");
    /// An impersonation ended.
    pub const END_IMPERSONATION: Self = Self::new(
        "impersonation.end",
        "End of an impersonation",
        "ended an impersonation",
        "ended an impersonation of",
    );
    /// A role was created, changed or deleted.
    pub const EDIT_ROLES: Self = Self::new(
        "role.edit",
        "Change of what a role permits",
        "changed what a role permits",
        "changed what a role permits for",
    );
    /// An invitation was created or revoked.
    pub const INVITE: Self = Self::new(
        "invitation.edit",
        "Invitation",
        "made or revoked an invitation",
        "made or revoked an invitation for",
    );
    /// The policy was changed.
    pub const CHANGE_POLICY: Self =
        Self::new("policy.change", "Change of policy", "changed the policy", "changed the policy for");
    /// The audit was exported.
    pub const EXPORT_AUDIT: Self =
        Self::new("audit.export", "Audit exported", "exported the audit", "exported the audit of");
    /// Old entries of the audit were deleted.
    pub const PURGE_AUDIT: Self = Self::new("audit.purge", "Audit cut", "cut the audit", "cut the audit of");
    /// An operator confirmed that the clock is right, so that old records are deleted again.
    pub const CONFIRM_CLOCK: Self =
        Self::new("clock.confirm", "Clock confirmed", "confirmed the clock", "confirmed the clock for");
    /// A page was requested.
    pub const OPEN_PAGE: Self = Self::new("page.open", "Page refused", "opened a page", "opened a page of");
    /// A function without an act of its own was called.
    pub const CALL: Self =
        Self::new("function.call", "Other function refused", "called a function", "called a function for");

    /// Hallpass's own acts.
    const OWN: [Self; 29] = [
        Self::SIGN_UP,
        Self::SET_UP,
        Self::CREATE_ACCOUNT,
        Self::SIGN_IN,
        Self::END_SESSIONS,
        Self::CHANGE_PASSWORD,
        Self::MAKE_RESET_LINK,
        Self::RESET_PASSWORD,
        Self::REAUTHENTICATE,
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

    /// Defines an act of an application.
    ///
    /// `name` is the name in the database, on the command line and in exports: the feature's name, `.`, and
    /// lower-case letters, digits and `_`, such as `notes.delete`. `title` is the label in lists of acts ("Note
    /// deleted"). `done` and `done_to` complete a sentence about the actor: without another account ("deleted a
    /// note") and with one ("deleted a note of").
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

    /// Finds an act by its name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::all().iter().copied().find(|act| act.name == name)
    }

    /// The label in lists of acts.
    pub const fn title(self) -> &'static str {
        self.title
    }

    /// The phrases for what somebody did: without another account, and to one.
    pub(super) fn phrases(self) -> (&'static str, &'static str) {
        (self.done, self.done_to)
    }
}

static REGISTERED: OnceLock<Vec<Act>> = OnceLock::new();

/// Registers the acts of all features, once per process. Hallpass's own come first.
///
/// # Errors
/// If two acts have the same name, if an act of Hallpass is missing, or another application has been started in this
/// process.
pub(crate) fn register(acts: impl IntoIterator<Item = Act>) -> Result<(), String> {
    let (own, added): (Vec<_>, Vec<_>) = acts.into_iter().partition(|act| Act::OWN.contains(act));
    if let Some(missing) = Act::OWN.iter().find(|act| !own.contains(act)) {
        return Err(format!("no feature declares the act {:?}", missing.name));
    }
    let mut all = Act::OWN.to_vec();
    if own.len() > all.len() {
        return Err("two features declare the same act".to_owned());
    }
    for act in added {
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
    fn names_are_distinct_and_can_be_looked_up() {
        for (place, act) in Act::all().iter().enumerate() {
            assert_eq!(Act::all().iter().position(|other| other == act), Some(place), "{}", act.name());
            assert_eq!(Act::from_name(act.name()), Some(*act));
        }
    }

    #[test]
    fn a_duplicate_name_is_rejected() {
        let again = Act::new("account.ban", "Ban", "banned", "banned");
        let refused = register(Act::OWN.into_iter().chain([again])).unwrap_err();
        assert_eq!(refused, "two acts of the audit are called \"account.ban\"");
        assert_eq!(register([again]).unwrap_err(), "no feature declares the act \"account.sign_up\"");
    }
}
