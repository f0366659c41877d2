//! The acts that the audit records, with descriptions of them.

use std::sync::OnceLock;

use crate::texts::audit as t;

/// A sentence about an actor.
type By = fn(String) -> String;
/// A sentence about an actor and another account.
type To = fn(String, String) -> String;

/// A kind of act, done or refused. The audit records it by name.
#[derive(Clone, Copy, Debug)]
pub struct Act {
    name: &'static str,
    title: fn() -> String,
    done: (By, To),
    refused: Option<(By, To)>,
    is_own: bool,
}

/// Two acts are the same if they have the same name and are both Hallpass's own, or both an application's. The texts do
/// not count: a function's address says nothing about it.
impl PartialEq for Act {
    fn eq(&self, other: &Self) -> bool {
        (self.name, self.is_own) == (other.name, other.is_own)
    }
}

impl Eq for Act {}

impl Act {
    /// Somebody signed up.
    pub const SIGN_UP: Self = Self::own("account.sign_up", t::sign_up, t::sign_up_by, t::sign_up_to)
        .refused(t::sign_up_refused, t::sign_up_refused_to);
    /// The owner's account was created.
    pub const SET_UP: Self = Self::own("account.set_up", t::set_up, t::set_up_by, t::set_up_to)
        .refused(t::set_up_refused, t::set_up_refused_to);
    /// An account was created for somebody else.
    pub const CREATE_ACCOUNT: Self =
        Self::own("account.create", t::create_account, t::create_account_by, t::create_account_to);
    /// A session began.
    pub const SIGN_IN: Self = Self::own("session.start", t::sign_in, t::sign_in_by, t::sign_in_to)
        .refused(t::sign_in_refused, t::sign_in_refused_to);
    /// One or more sessions ended.
    pub const END_SESSIONS: Self = Self::own("session.end", t::end_sessions, t::end_sessions_by, t::end_sessions_to)
        .refused(t::end_sessions_refused, t::end_sessions_refused_to);
    /// A password was changed by somebody who knew the old one.
    pub const CHANGE_PASSWORD: Self =
        Self::own("password.change", t::change_password, t::change_password_by, t::change_password_to)
            .refused(t::change_password_refused, t::change_password_refused_to);
    /// The password was removed, because the account has passkeys.
    pub const REMOVE_PASSWORD: Self =
        Self::own("password.remove", t::remove_password, t::remove_password_by, t::remove_password_to)
            .refused(t::remove_password_refused, t::remove_password_refused_to);
    /// A password reset link was created.
    pub const MAKE_RESET_LINK: Self =
        Self::own("password.link", t::create_password_link, t::create_password_link_by, t::create_password_link_to);
    /// A password was set with a reset link.
    pub const RESET_PASSWORD: Self =
        Self::own("password.reset", t::reset_password, t::reset_password_by, t::reset_password_to)
            .refused(t::reset_password_refused, t::reset_password_refused_to);
    /// An authenticator app was set up.
    pub const TURN_ON_SECOND_FACTOR: Self = Self::own(
        "second_factor.on",
        t::turn_on_second_factor,
        t::turn_on_second_factor_by,
        t::turn_on_second_factor_to,
    )
    .refused(t::turn_on_second_factor_refused, t::turn_on_second_factor_refused_to);
    /// The authenticator app and the recovery codes were removed.
    pub const TURN_OFF_SECOND_FACTOR: Self = Self::own(
        "second_factor.off",
        t::turn_off_second_factor,
        t::turn_off_second_factor_by,
        t::turn_off_second_factor_to,
    )
    .refused(t::turn_off_second_factor_refused, t::turn_off_second_factor_refused_to);
    /// The authenticator app was removed by its owner.
    pub const REMOVE_AUTHENTICATOR: Self = Self::own(
        "authenticator.remove",
        t::remove_authenticator,
        t::remove_authenticator_by,
        t::remove_authenticator_to,
    )
    .refused(t::remove_authenticator_refused, t::remove_authenticator_refused_to);
    /// The removal of the second step was requested, by somebody who knew the password.
    pub const REQUEST_REMOVAL: Self =
        Self::own("second_factor.request_removal", t::request_removal, t::request_removal_by, t::request_removal_to)
            .refused(t::request_removal_refused, t::request_removal_refused_to);
    /// That was cancelled.
    pub const CANCEL_REMOVAL: Self =
        Self::own("second_factor.cancel_removal", t::cancel_removal, t::cancel_removal_by, t::cancel_removal_to);
    /// The owner of a new installation has put off setting up a second factor.
    pub const POSTPONE_SET_UP: Self =
        Self::own("second_factor.postpone", t::postpone_set_up, t::postpone_set_up_by, t::postpone_set_up_to)
            .refused(t::postpone_set_up_refused, t::postpone_set_up_refused_to);
    /// A ticket was issued to somebody who has lost the second factors.
    pub const ISSUE_TICKET: Self = Self::own("ticket.issue", t::issue_ticket, t::issue_ticket_by, t::issue_ticket_to)
        .refused(t::issue_ticket_refused, t::issue_ticket_refused_to);
    /// A ticket was revoked before it was used.
    pub const REVOKE_TICKET: Self =
        Self::own("ticket.revoke", t::revoke_ticket, t::revoke_ticket_by, t::revoke_ticket_to)
            .refused(t::revoke_ticket_refused, t::revoke_ticket_refused_to);
    /// A ticket was used in place of the second factors, which it removed.
    pub const USE_TICKET: Self = Self::own("ticket.use", t::use_ticket, t::use_ticket_by, t::use_ticket_to);
    /// The recovery codes were replaced.
    pub const CREATE_RECOVERY_CODES: Self = Self::own(
        "recovery_codes.create",
        t::create_recovery_codes,
        t::create_recovery_codes_by,
        t::create_recovery_codes_to,
    )
    .refused(t::create_recovery_codes_refused, t::create_recovery_codes_refused_to);
    /// A passkey was added.
    pub const ADD_PASSKEY: Self = Self::own("passkey.add", t::add_passkey, t::add_passkey_by, t::add_passkey_to)
        .refused(t::add_passkey_refused, t::add_passkey_refused_to);
    /// A security key was added.
    pub const ADD_SECURITY_KEY: Self =
        Self::own("security_key.add", t::add_security_key, t::add_security_key_by, t::add_security_key_to)
            .refused(t::add_security_key_refused, t::add_security_key_refused_to);
    /// A security key was removed.
    pub const REMOVE_SECURITY_KEY: Self =
        Self::own("security_key.remove", t::remove_security_key, t::remove_security_key_by, t::remove_security_key_to)
            .refused(t::remove_security_key_refused, t::remove_security_key_refused_to);
    /// A passkey was removed.
    pub const REMOVE_PASSKEY: Self =
        Self::own("passkey.remove", t::remove_passkey, t::remove_passkey_by, t::remove_passkey_to)
            .refused(t::remove_passkey_refused, t::remove_passkey_refused_to);
    /// The password was entered again: a reauthentication.
    pub const REAUTHENTICATE: Self =
        Self::own("password.prove", t::confirm_password, t::confirm_password_by, t::confirm_password_to)
            .refused(t::confirm_password_refused, t::confirm_password_refused_to);
    /// A display name or an email address was changed.
    pub const CHANGE_PROFILE: Self =
        Self::own("profile.change", t::change_profile, t::change_profile_by, t::change_profile_to)
            .refused(t::change_profile_refused, t::change_profile_refused_to);
    /// An e-mail address was verified.
    pub const VERIFY_EMAIL: Self = Self::own("email.verify", t::verify_email, t::verify_email_by, t::verify_email_to)
        .refused(t::verify_email_refused, t::verify_email_refused_to);
    /// Somebody said that they did not do what a message was about.
    pub const REPORT_MISUSE: Self =
        Self::own("account.report", t::report_misuse, t::report_misuse_by, t::report_misuse_to)
            .refused(t::report_misuse_refused, t::report_misuse_refused_to);
    /// An e-mail address that was changed or removed was restored with the link that was sent to it.
    pub const RESTORE_EMAIL: Self =
        Self::own("email.restore", t::restore_email, t::restore_email_by, t::restore_email_to)
            .refused(t::restore_email_refused, t::restore_email_refused_to);
    /// An account's role was changed.
    pub const CHANGE_ROLE: Self = Self::own("account.role", t::change_role, t::change_role_by, t::change_role_to)
        .refused(t::change_role_refused, t::change_role_refused_to);
    /// An account was banned.
    pub const BAN: Self =
        Self::own("account.ban", t::ban, t::ban_by, t::ban_to).refused(t::ban_refused, t::ban_refused_to);
    /// A ban was lifted.
    pub const LIFT_BAN: Self = Self::own("account.lift_ban", t::lift_ban, t::lift_ban_by, t::lift_ban_to)
        .refused(t::lift_ban_refused, t::lift_ban_refused_to);
    /// The terms of an active ban were changed.
    pub const CHANGE_BAN: Self = Self::own("account.change_ban", t::change_ban, t::change_ban_by, t::change_ban_to)
        .refused(t::change_ban_refused, t::change_ban_refused_to);
    /// A banned person appealed.
    pub const APPEAL: Self =
        Self::own("ban.appeal", t::appeal, t::appeal_by, t::appeal_to).refused(t::appeal_refused, t::appeal_refused_to);
    /// An appeal was answered.
    pub const ANSWER_APPEAL: Self = Self::own("ban.answer", t::answer_appeal, t::answer_appeal_by, t::answer_appeal_to)
        .refused(t::answer_appeal_refused, t::answer_appeal_refused_to);
    /// A note about an account was added or deleted.
    pub const NOTE: Self =
        Self::own("account.note", t::note, t::note_by, t::note_to).refused(t::note_refused, t::note_refused_to);
    /// An account was closed.
    pub const CLOSE_ACCOUNT: Self =
        Self::own("account.close", t::close_account, t::close_account_by, t::close_account_to)
            .refused(t::close_account_refused, t::close_account_refused_to);
    /// An account's data was exported.
    pub const EXPORT_ACCOUNT: Self =
        Self::own("account.export", t::export_account, t::export_account_by, t::export_account_to)
            .refused(t::export_account_refused, t::export_account_refused_to);
    /// An impersonation began.
    pub const IMPERSONATE: Self = Self::own("impersonation.start", t::view_as, t::view_as_by, t::view_as_to)
        .refused(t::view_as_refused, t::view_as_refused_to);
    /// An impersonation ended.
    pub const END_IMPERSONATION: Self =
        Self::own("impersonation.end", t::stop_viewing_as, t::stop_viewing_as_by, t::stop_viewing_as_to);
    /// A role was created, changed or deleted.
    pub const EDIT_ROLES: Self = Self::own("role.edit", t::edit_roles, t::edit_roles_by, t::edit_roles_to)
        .refused(t::edit_roles_refused, t::edit_roles_refused_to);
    /// An invitation was created or revoked.
    pub const INVITE: Self = Self::own("invitation.edit", t::invite, t::invite_by, t::invite_to)
        .refused(t::invite_refused, t::invite_refused_to);
    /// The policy was changed.
    pub const CHANGE_POLICY: Self =
        Self::own("policy.change", t::change_policy, t::change_policy_by, t::change_policy_to)
            .refused(t::change_policy_refused, t::change_policy_refused_to);
    /// The audit was exported.
    pub const EXPORT_AUDIT: Self = Self::own("audit.export", t::export_audit, t::export_audit_by, t::export_audit_to)
        .refused(t::export_audit_refused, t::export_audit_refused_to);
    /// Old entries of the audit were deleted.
    pub const PURGE_AUDIT: Self = Self::own("audit.purge", t::purge_audit, t::purge_audit_by, t::purge_audit_to);
    /// An operator confirmed that the clock is right, so that old records are deleted again.
    pub const CONFIRM_CLOCK: Self =
        Self::own("clock.confirm", t::confirm_clock, t::confirm_clock_by, t::confirm_clock_to);
    /// A page was requested.
    pub const OPEN_PAGE: Self = Self::own("page.open", t::open_page, t::open_page_by, t::open_page_to);
    /// A function without an act of its own was called.
    pub const CALL: Self = Self::own("function.call", t::call, t::call_by, t::call_to);

    /// Hallpass's own acts.
    const OWN: [Self; 47] = [
        Self::SIGN_UP,
        Self::SET_UP,
        Self::CREATE_ACCOUNT,
        Self::SIGN_IN,
        Self::END_SESSIONS,
        Self::CHANGE_PASSWORD,
        Self::REMOVE_PASSWORD,
        Self::MAKE_RESET_LINK,
        Self::RESET_PASSWORD,
        Self::TURN_ON_SECOND_FACTOR,
        Self::TURN_OFF_SECOND_FACTOR,
        Self::REMOVE_AUTHENTICATOR,
        Self::REQUEST_REMOVAL,
        Self::CANCEL_REMOVAL,
        Self::POSTPONE_SET_UP,
        Self::ISSUE_TICKET,
        Self::REVOKE_TICKET,
        Self::USE_TICKET,
        Self::CREATE_RECOVERY_CODES,
        Self::ADD_PASSKEY,
        Self::REMOVE_PASSKEY,
        Self::ADD_SECURITY_KEY,
        Self::REMOVE_SECURITY_KEY,
        Self::REAUTHENTICATE,
        Self::CHANGE_PROFILE,
        Self::VERIFY_EMAIL,
        Self::REPORT_MISUSE,
        Self::RESTORE_EMAIL,
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

    const fn own(name: &'static str, title: fn() -> String, done: By, done_to: To) -> Self {
        Self { is_own: true, ..Self::new(name, title, done, done_to) }
    }

    /// Defines an act of an application. The functions return texts in the reader's language.
    ///
    /// `name` is the name in the database, on the command line and in exports: the feature's name, `.`, and
    /// lower-case letters, digits and `_`, such as `notes.delete`. `title` is the label in lists of acts: "Note
    /// deleted". `done` and `done_to` are sentences without a full stop. The first argument is the actor, such as
    /// "ada" or "A guest", and begins the sentence: "ada deleted a note". `done_to` is for acts on another account,
    /// the second argument: "grace deleted a note of ada".
    pub const fn new(
        name: &'static str,
        title: fn() -> String,
        done: fn(String) -> String,
        done_to: fn(String, String) -> String,
    ) -> Self {
        Self { name, title, done: (done, done_to), refused: None, is_own: false }
    }

    /// Sets the sentences for refusals, with the same arguments: "ada couldn’t delete a note", and "grace couldn’t
    /// delete a note of ada". Without them, a general sentence is followed by the title.
    #[must_use]
    pub const fn refused(self, refused: fn(String) -> String, refused_to: fn(String, String) -> String) -> Self {
        Self { refused: Some((refused, refused_to)), ..self }
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

    /// The label in lists of acts, in the reader's language.
    pub fn title(self) -> String {
        (self.title)()
    }

    /// A sentence about a person who did this, perhaps to another account.
    pub(super) fn done_by(self, who: String, whom: Option<String>) -> String {
        let (done, done_to) = self.done;
        match whom {
            None => done(who),
            Some(whom) => done_to(who, whom),
        }
    }

    /// A sentence about a person to whom this was refused, perhaps to do it to another account.
    pub(super) fn refused_to(self, who: String, whom: Option<String>) -> String {
        match (self.refused, whom) {
            (Some((refused, _)), None) => refused(who),
            (Some((_, refused_to)), Some(whom)) => refused_to(who, whom),
            (None, None) => t::refused(who, self.title()),
            (None, Some(whom)) => t::refused_to(who, whom, self.title()),
        }
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
        let again = Act::new(
            "account.ban",
            || "Ban".to_owned(),
            |who| format!("{who} banned somebody"),
            |who, whom| format!("{who} banned {whom}"),
        );
        let refused = register(Act::OWN.into_iter().chain([again])).unwrap_err();
        assert_eq!(refused, "two acts of the audit are called \"account.ban\"");
        assert_eq!(register([again]).unwrap_err(), "no feature declares the act \"account.sign_up\"");
    }
}
