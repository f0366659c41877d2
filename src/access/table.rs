//! The table of access: every server function and every page, and what each asks of whoever comes.
//! Functions take their first line from here and routes their gate; what is missing is closed.

use super::{Permission, Rule};

/// A server function, and what it asks of whoever calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Function {
    /// Its address, after `/api/`.
    pub name: &'static str,
    /// Who is let in.
    pub rule: Rule,
    /// Whether the password must have been typed a short while ago (ASVS 7.5.3).
    pub reauthentication: bool,
    /// Whether somebody who acts as another may call it: looking, and what harms nobody. What is not
    /// marked is for the person alone.
    pub impersonated: bool,
}

impl Function {
    const fn new(name: &'static str, rule: Rule) -> Self {
        Self { name, rule, reauthentication: false, impersonated: false }
    }

    const fn reauthentication(self) -> Self {
        Self { reauthentication: true, ..self }
    }

    const fn impersonated(self) -> Self {
        Self { impersonated: true, ..self }
    }
}

/// A page, and what it asks of its visitor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// As the router writes it.
    pub path: &'static str,
    /// Who is let in.
    pub rule: Rule,
}

macro_rules! functions {
    ($($constant:ident = $name:literal, $rule:expr $(, $mark:ident)?;)*) => {
        $(
            #[doc = concat!("`/api/", $name, "`")]
            pub const $constant: Function = Function::new($name, $rule)$(.$mark())?;
        )*
        /// Every server function.
        pub const ALL: &[Function] = &[$($constant),*];
    };
}

/// Server functions.
pub mod function {
    use super::{
        Function,
        Permission::{
            AssignRoles, BanAccounts, CloseAccounts, EndSessions, Impersonate, Invite, ManagePolicy, ManageRoles,
            UseAccount, UseConsole, ViewAccounts, ViewAudit,
        },
        Rule::{Anyone, Banned, Needs, Open},
    };

    functions! {
        PRINCIPAL = "principal", Anyone, impersonated;
        VISIT = "visit", Anyone, impersonated;
        SIGN_OUT = "sign_out", Anyone, impersonated;
        SIGN_IN = "sign_in", Open;
        SIGN_UP = "sign_up", Open;
        SET_UP = "set_up", Open;
        CHECK_SIGN_UP = "check_sign_up", Open, impersonated;
        CHECK_SET_UP_LINK = "check_set_up_link", Open, impersonated;
        RESET_PASSWORD = "reset_password", Open;
        CHECK_RESET_LINK = "check_reset_link", Open, impersonated;
        RATE_PASSWORD = "rate_password", Open, impersonated;
        CHANGE_PASSWORD = "change_password", Needs(UseAccount);
        CHANGE_DISPLAY_NAME = "change_display_name", Needs(UseAccount), impersonated;
        CHANGE_EMAIL = "change_email", Needs(UseAccount);
        SIGN_IN_AGAIN = "sign_in_again", Needs(UseAccount);
        LIST_SESSIONS = "list_sessions", Needs(UseAccount), impersonated;
        LIST_HISTORY = "list_history", Needs(UseAccount), impersonated;
        NAME_SESSION = "name_session", Needs(UseAccount);
        END_SESSION = "end_session", Needs(UseAccount), reauthentication;
        END_OTHER_SESSIONS = "end_other_sessions", Needs(UseAccount), reauthentication;
        END_ALL_SESSIONS = "end_all_sessions", Needs(UseAccount), reauthentication;
        LIST_ACCOUNTS = "list_accounts", Needs(ViewAccounts), impersonated;
        ROLE_CHOICES = "role_choices", Needs(ViewAccounts), impersonated;
        PREVIEW_BULK = "preview_bulk", Needs(ViewAccounts), impersonated;
        BULK_BAN = "bulk_ban", Needs(BanAccounts);
        BULK_LIFT_BAN = "bulk_lift_ban", Needs(BanAccounts);
        BULK_END_SESSIONS = "bulk_end_sessions", Needs(EndSessions);
        BULK_CHANGE_ROLE = "bulk_change_role", Needs(AssignRoles), reauthentication;
        SHOW_ACCOUNT = "show_account", Needs(ViewAccounts), impersonated;
        LIST_ACCOUNT_SESSIONS = "list_account_sessions", Needs(ViewAccounts), impersonated;
        LIST_ACCOUNT_HISTORY = "list_account_history", Needs(ViewAccounts), impersonated;
        END_ACCOUNT_SESSION = "end_account_session", Needs(EndSessions);
        END_ACCOUNT_SESSIONS = "end_account_sessions", Needs(EndSessions);
        END_SELECTED_SESSIONS = "end_selected_sessions", Needs(EndSessions);
        END_EVERY_SESSION = "end_every_session", Needs(EndSessions), reauthentication;
        LIST_EVERY_SESSION = "list_every_session", Needs(ViewAccounts), impersonated;
        COUNT_SESSIONS = "count_sessions", Needs(ViewAccounts), impersonated;
        BAN_ACCOUNT = "ban_account", Needs(BanAccounts);
        CHANGE_BAN = "change_ban", Needs(BanAccounts);
        LIST_BANS = "list_bans", Needs(ViewAccounts), impersonated;
        APPEAL_BAN = "appeal_ban", Banned;
        LIST_APPEALS = "list_appeals", Needs(BanAccounts), impersonated;
        COUNT_APPEALS = "count_appeals", Needs(BanAccounts), impersonated;
        ANSWER_APPEAL = "answer_appeal", Needs(BanAccounts);
        LIST_NOTES = "list_notes", Needs(BanAccounts), impersonated;
        ADD_NOTE = "add_note", Needs(BanAccounts);
        DELETE_NOTE = "delete_note", Needs(BanAccounts);
        CLOSE_ACCOUNT = "close_account", Needs(UseAccount);
        CLOSE_ACCOUNT_OF = "close_account_of", Needs(CloseAccounts), reauthentication;
        LIFT_BAN = "lift_ban", Needs(BanAccounts);
        IMPERSONATE = "impersonate", Needs(Impersonate), reauthentication;
        END_IMPERSONATION = "end_impersonation", Needs(UseAccount), impersonated;
        CHANGE_ROLE = "change_role", Needs(AssignRoles), reauthentication;
        SHOW_POLICY = "show_policy", Needs(ManagePolicy), impersonated;
        PREVIEW_POLICY = "preview_policy", Needs(ManagePolicy), impersonated;
        CHANGE_POLICY = "change_policy", Needs(ManagePolicy), reauthentication;
        UNDO_POLICY = "undo_policy", Needs(ManagePolicy), reauthentication;
        LIST_INVITATIONS = "list_invitations", Needs(Invite), impersonated;
        CREATE_INVITATION = "create_invitation", Needs(Invite);
        REVOKE_INVITATION = "revoke_invitation", Needs(Invite);
        SHOW_OVERVIEW = "show_overview", Needs(UseConsole), impersonated;
        COUNT_WARNINGS = "count_warnings", Needs(UseConsole), impersonated;
        LIST_JOBS = "list_jobs", Needs(UseConsole), impersonated;
        LIST_AUDIT = "list_audit", Needs(ViewAudit), impersonated;
        LIST_ROLES = "list_roles", Needs(UseConsole), impersonated;
        CREATE_ROLE = "create_role", Needs(ManageRoles), reauthentication;
        EDIT_ROLE = "edit_role", Needs(ManageRoles), reauthentication;
        DELETE_ROLE = "delete_role", Needs(ManageRoles), reauthentication;
        SHOW_ACCESS = "show_access", Needs(UseConsole), impersonated;
    }
}

/// Every page.
pub const PAGES: &[Page] = &[
    Page { path: "/", rule: Rule::Open },
    Page { path: "/sign-in", rule: Rule::Open },
    Page { path: "/sign-up", rule: Rule::Open },
    Page { path: "/set-up", rule: Rule::Open },
    Page { path: "/password-reset", rule: Rule::Open },
    Page { path: "/account", rule: Rule::Needs(Permission::UseAccount) },
    Page { path: "/account/sessions", rule: Rule::Needs(Permission::UseAccount) },
    Page { path: "/account/activity", rule: Rule::Needs(Permission::UseAccount) },
    Page { path: "/account/proof", rule: Rule::Needs(Permission::UseAccount) },
    Page { path: "/account/export", rule: Rule::Needs(Permission::UseAccount) },
    Page { path: "/account/close", rule: Rule::Needs(Permission::UseAccount) },
    Page { path: "/admin", rule: Rule::Needs(Permission::UseConsole) },
    Page { path: "/admin/accounts", rule: Rule::Needs(Permission::ViewAccounts) },
    Page { path: "/admin/accounts/bulk", rule: Rule::Needs(Permission::ViewAccounts) },
    Page { path: "/admin/accounts/:id", rule: Rule::Needs(Permission::ViewAccounts) },
    Page { path: "/admin/sessions", rule: Rule::Needs(Permission::ViewAccounts) },
    Page { path: "/admin/appeals", rule: Rule::Needs(Permission::BanAccounts) },
    Page { path: "/admin/policy", rule: Rule::Needs(Permission::ManagePolicy) },
    Page { path: "/admin/invitations", rule: Rule::Needs(Permission::Invite) },
    Page { path: "/admin/roles", rule: Rule::Needs(Permission::UseConsole) },
    Page { path: "/admin/audit", rule: Rule::Needs(Permission::ViewAudit) },
    Page { path: "/admin/access", rule: Rule::Needs(Permission::UseConsole) },
];

/// A file to save, and what it asks of whoever asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Download {
    /// As the server's router writes it.
    pub path: &'static str,
    /// Who is let in.
    pub rule: Rule,
    /// Whether the password must have been typed a short while ago.
    pub reauthentication: bool,
}

/// One's own account.
pub const EXPORT: Download =
    Download { path: "/account/export.json", rule: Rule::Needs(Permission::UseAccount), reauthentication: true };
/// Anybody's account.
pub const EXPORT_OF: Download = Download {
    path: "/admin/accounts/{id}/export.json",
    rule: Rule::Needs(Permission::CloseAccounts),
    reauthentication: true,
};

/// The audit, for spreadsheets.
pub const AUDIT_CSV: Download =
    Download { path: "/admin/audit.csv", rule: Rule::Needs(Permission::ViewAudit), reauthentication: true };
/// The audit, for programs.
pub const AUDIT_JSONL: Download =
    Download { path: "/admin/audit.jsonl", rule: Rule::Needs(Permission::ViewAudit), reauthentication: true };

/// Every file to save.
pub const DOWNLOADS: &[Download] = &[EXPORT, EXPORT_OF, AUDIT_CSV, AUDIT_JSONL];

/// What a page asks of its visitor; `None` when it does not stand in the table.
pub fn rule_of(path: &str) -> Option<Rule> {
    PAGES.iter().find(|page| page.path == path).map(|page| page.rule)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every function and file that a permission opens, and the words of the permission that say so.
    const SAID: &[(&str, &str)] = &[
        ("show_overview", "overview"),
        ("count_warnings", "overview"),
        ("list_jobs", "overview"),
        ("list_roles", "the roles"),
        ("show_access", "who may do what"),
        ("list_accounts", "see every account"),
        ("role_choices", "see every account"),
        ("preview_bulk", "see every account"),
        ("show_account", "e-mail address"),
        ("list_account_sessions", "sessions"),
        ("list_every_session", "sessions"),
        ("count_sessions", "sessions"),
        ("list_account_history", "history"),
        ("list_bans", "bans"),
        ("bulk_ban", "ban accounts"),
        ("ban_account", "ban accounts"),
        ("change_ban", "ban accounts"),
        ("bulk_lift_ban", "lift bans"),
        ("lift_ban", "lift bans"),
        ("list_appeals", "answer appeals"),
        ("count_appeals", "answer appeals"),
        ("answer_appeal", "answer appeals"),
        ("list_notes", "read, write and delete notes"),
        ("add_note", "read, write and delete notes"),
        ("delete_note", "read, write and delete notes"),
        ("bulk_end_sessions", "end other people’s sessions"),
        ("end_account_session", "end other people’s sessions"),
        ("end_account_sessions", "end other people’s sessions"),
        ("end_selected_sessions", "end other people’s sessions"),
        ("end_every_session", "end other people’s sessions"),
        ("bulk_change_role", "give accounts another role"),
        ("change_role", "give accounts another role"),
        ("create_role", "make"),
        ("edit_role", "change"),
        ("delete_role", "delete"),
        ("show_policy", "the policy"),
        ("preview_policy", "the policy"),
        ("change_policy", "the policy"),
        ("undo_policy", "the policy"),
        ("list_audit", "see, and save"),
        ("/admin/audit.csv", "see, and save"),
        ("/admin/audit.jsonl", "see, and save"),
        ("list_invitations", "see and revoke invitations"),
        ("revoke_invitation", "see and revoke invitations"),
        ("create_invitation", "invite people"),
        ("close_account_of", "close accounts"),
        ("/admin/accounts/{id}/export.json", "save all that is kept about one"),
        ("impersonate", "act for a while as somebody"),
    ];

    #[test]
    fn a_permission_says_what_it_opens() {
        let functions = function::ALL.iter().map(|one| (one.name, one.rule));
        for (name, rule) in functions.chain(DOWNLOADS.iter().map(|one| (one.path, one.rule))) {
            let Rule::Needs(permission) = rule else { continue };
            // One's own account needs no more words.
            if permission == Permission::UseAccount {
                continue;
            }
            let said = SAID.iter().find(|said| said.0 == name).map(|said| said.1);
            let words = said.unwrap_or_else(|| panic!("{name} is new: does {} say so?", permission.name()));
            assert!(permission.about().contains(words), "{name}: “{}” does not say “{words}”", permission.about());
        }
    }
}
