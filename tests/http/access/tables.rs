//! The input of the access matrix tests: every server function with fields that it accepts, every route with an
//! address, and every file.

use hallpass::testing::{NEW_PASSWORD, PASSWORD};

/// The columns of the tables.
pub(crate) const WHO: [&str; 6] = ["guest", "member", "moderator", "administrator", "challenged", "banned"];

/// A server function, the fields to call it with, and the status for principals that it admits. `OWN` stands for the
/// caller's username, `NEW` for an unused username, `ID` for the ID of another account, `OTHER` for the username of
/// that account, `SESSION` for one of its sessions, `NOTE` for a note about it, `BANNED` for the ID of a banned account
/// that has appealed.
pub(crate) type Function = (&'static str, &'static [(&'static str, &'static str)], u16);

pub(crate) const FUNCTIONS: &[Function] = &[
    ("principal", &[], 200),
    ("visit", &[], 200),
    ("sign_out", &[], 200),
    ("sign_in", &[("username", "OWN"), ("password", PASSWORD)], 200),
    ("sign_up", &[("username", "NEW"), ("password", PASSWORD)], 200),
    ("set_up", &[("token", "none"), ("username", "NEW"), ("password", PASSWORD)], 410),
    ("check_set_up_link", &[("token", "none")], 410),
    ("reset_password", &[("token", "none"), ("new_password", NEW_PASSWORD)], 410),
    ("check_reset_link", &[("token", "none")], 410),
    ("request_password_reset", &[("who", "OWN")], 404),
    ("send_email_verification", &[], 404),
    ("verify_email_with_code", &[("code", "BCDF-GHJK")], 422),
    ("check_email_link", &[("token", "none")], 410),
    ("verify_email", &[("token", "none")], 410),
    ("check_misuse_link", &[("token", "none")], 410),
    ("report_misuse", &[("token", "none")], 410),
    ("check_restore_link", &[("token", "none")], 410),
    ("restore_email", &[("token", "none")], 410),
    ("list_mail", &[], 200),
    ("retry_mail", &[("id", "none")], 404),
    ("rate_password", &[("password", "abc")], 200),
    ("change_password", &[("current_password", PASSWORD), ("new_password", NEW_PASSWORD)], 200),
    ("remove_password", &[], 409),
    ("change_display_name", &[("display_name", "Other")], 200),
    ("change_look", &[("theme", "dark")], 200),
    ("change_preferences", &[("theme", "dark")], 200),
    ("show_tour", &[], 200),
    ("start_tour", &[], 200),
    ("put_away_tour", &[], 200),
    ("change_email", &[("email", "o@example.org"), ("current_password", PASSWORD)], 200),
    ("sign_in_again", &[("current_password", PASSWORD)], 200),
    ("list_sessions", &[], 200),
    ("count_other_sessions", &[], 200),
    ("list_history", &[], 200),
    ("list_failed_sign_ins", &[], 200),
    ("name_session", &[("id", "SESSION"), ("name", "work laptop")], 404),
    ("end_session", &[("id", "SESSION")], 404),
    ("end_other_sessions", &[], 200),
    ("end_all_sessions", &[], 200),
    ("list_account_sessions", &[("id", "ID")], 200),
    ("list_account_history", &[("id", "ID")], 200),
    ("end_account_session", &[("id", "SESSION")], 200),
    ("end_account_sessions", &[("id", "ID")], 200),
    ("end_every_session", &[("role", "member")], 200),
    ("count_sessions", &[], 200),
    ("list_every_session", &[], 200),
    ("end_selected_sessions", &[("ids", "SESSION")], 200),
    ("list_accounts", &[], 200),
    ("role_choices", &[], 200),
    ("preview_bulk", &[("ids", "ID"), ("act", "ban")], 200),
    ("bulk_ban", &[("ids", "ID"), ("reason", "Spam")], 200),
    ("bulk_lift_ban", &[("ids", "BANNED")], 200),
    ("bulk_end_sessions", &[("ids", "ID")], 200),
    ("bulk_change_role", &[("ids", "ID"), ("role", "member")], 200),
    ("show_account", &[("id", "ID")], 200),
    ("change_role", &[("id", "ID"), ("role", "member")], 200),
    ("ban_account", &[("id", "ID"), ("reason", "Spam")], 200),
    ("lift_ban", &[("id", "BANNED")], 200),
    ("impersonate", &[("id", "ID"), ("reason", "A question of theirs.")], 200),
    ("end_impersonation", &[], 200),
    ("list_jobs", &[], 200),
    ("list_roles", &[], 200),
    ("create_role", &[("name", "night-watch"), ("permissions", "view_accounts")], 200),
    ("edit_role", &[("id", "support"), ("permissions", "view_accounts")], 200),
    ("delete_role", &[("id", "support")], 200),
    ("show_access", &[], 200),
    ("check_sign_up", &[("token", "none")], 200),
    ("show_policy", &[], 200),
    ("preview_policy", &[("id", "everyone")], 200),
    ("change_policy", &[("id", "everyone")], 200),
    ("undo_policy", &[("id", "none")], 404),
    ("list_invitations", &[], 200),
    ("create_invitation", &[("uses", "1"), ("expires", "7d"), ("note", "")], 200),
    ("revoke_invitation", &[("id", "none")], 404),
    ("change_ban", &[("id", "BANNED"), ("reason", "Spam again")], 200),
    ("list_bans", &[("id", "ID")], 200),
    ("appeal_ban", &[("text", "It was not me.")], 200),
    ("list_appeals", &[], 200),
    ("count_appeals", &[], 200),
    ("answer_appeal", &[("id", "BANNED"), ("answer", "It was you.")], 200),
    ("list_notes", &[("id", "ID")], 200),
    ("add_note", &[("id", "ID"), ("text", "Called twice.")], 200),
    ("delete_note", &[("id", "NOTE")], 200),
    ("close_account_of", &[("id", "ID"), ("username", "OTHER")], 200),
    ("close_account", &[("username", "OWN"), ("current_password", PASSWORD)], 200),
    ("show_overview", &[], 200),
    ("count_warnings", &[], 200),
    ("answer_challenge", &[("code", "000000")], 422),
    ("cancel_challenge", &[], 200),
    ("send_sign_in_code", &[], 404),
    ("challenge_passkey", &[], 200),
    ("request_removal", &[], 409),
    ("show_second_factors", &[], 200),
    ("show_new_authenticator", &[], 200),
    ("begin_authenticator", &[], 200),
    ("confirm_authenticator", &[("code", "000000")], 404),
    ("remove_authenticator", &[], 404),
    ("create_recovery_codes", &[], 404),
    ("cancel_removal", &[], 200),
    ("postpone_set_up", &[], 409),
    ("challenge_new_security_key", &[], 200),
    ("add_security_key", &[("passkey", "none")], 400),
    ("remove_security_key", &[("id", "none")], 404),
    ("list_passkeys", &[], 200),
    ("challenge_new_passkey", &[], 200),
    ("add_passkey", &[("passkey", "none")], 400),
    ("name_passkey", &[("id", "none"), ("name", "Phone")], 404),
    ("remove_passkey", &[("id", "none")], 404),
    ("show_account_factors", &[("id", "ID")], 200),
    ("issue_ticket", &[("id", "ID")], 409),
    ("revoke_ticket", &[("id", "ID")], 404),
    ("change_notices", &[("new_devices", "false")], 200),
    ("list_audit", &[], 200),
];

/// A route, an address that matches it, and the status and `Location` for each of [`WHO`].
pub(crate) type Route = (&'static str, &'static str, [(u16, &'static str); 6]);

pub(crate) const SHOWN: (u16, &str) = (200, "");
pub(crate) const REFUSED: (u16, &str) = (403, "");
/// The second factor is due.
pub(crate) const DUE: (u16, &str) = (401, "");
/// The one-time link in the address does not work.
pub(crate) const DEAD: (u16, &str) = (410, "");
pub(crate) const START: (u16, &str) = (302, "/");

pub(crate) const PAGES: &[Route] = &[
    ("/", "/", [SHOWN, SHOWN, SHOWN, SHOWN, DUE, REFUSED]),
    ("/sign-in", "/sign-in", [SHOWN, START, START, START, DUE, REFUSED]),
    ("/sign-up", "/sign-up", [SHOWN, START, START, START, DUE, REFUSED]),
    ("/set-up", "/set-up?token=none", [DEAD, START, START, START, DUE, REFUSED]),
    ("/password-reset", "/password-reset?token=none", [DEAD, DEAD, DEAD, DEAD, DEAD, DEAD]),
    ("/forgot-password", "/forgot-password", [SHOWN, SHOWN, SHOWN, SHOWN, DUE, REFUSED]),
    ("/verify-email", "/verify-email?token=none", [DEAD, DEAD, DEAD, DEAD, DEAD, DEAD]),
    ("/not-me", "/not-me?token=none", [DEAD, DEAD, DEAD, DEAD, DEAD, DEAD]),
    ("/restore-email", "/restore-email?token=none", [DEAD, DEAD, DEAD, DEAD, DEAD, DEAD]),
    ("/account", "/account", [(302, "/sign-in?next=/account"), SHOWN, SHOWN, SHOWN, DUE, REFUSED]),
    (
        "/account/sessions",
        "/account/sessions",
        [(302, "/sign-in?next=/account/sessions"), SHOWN, SHOWN, SHOWN, DUE, REFUSED],
    ),
    (
        "/account/activity",
        "/account/activity",
        [(302, "/sign-in?next=/account/activity"), SHOWN, SHOWN, SHOWN, DUE, REFUSED],
    ),
    (
        "/account/security",
        "/account/security",
        [(302, "/sign-in?next=/account/security"), SHOWN, SHOWN, SHOWN, DUE, REFUSED],
    ),
    (
        "/account/security/authenticator",
        "/account/security/authenticator",
        [(302, "/sign-in?next=/account/security/authenticator"), SHOWN, SHOWN, SHOWN, DUE, REFUSED],
    ),
    (
        "/account/reauthenticate",
        "/account/reauthenticate",
        [(302, "/sign-in?next=/account/reauthenticate"), SHOWN, SHOWN, SHOWN, DUE, REFUSED],
    ),
    ("/admin", "/admin", [(302, "/sign-in?next=/admin"), REFUSED, SHOWN, SHOWN, DUE, REFUSED]),
    (
        "/admin/accounts",
        "/admin/accounts?q=a%20b",
        [(302, "/sign-in?next=/admin/accounts%3Fq%3Da%2520b"), REFUSED, SHOWN, SHOWN, DUE, REFUSED],
    ),
    ("/admin/audit", "/admin/audit", [(302, "/sign-in?next=/admin/audit"), REFUSED, REFUSED, SHOWN, DUE, REFUSED]),
    (
        "/admin/accounts/bulk",
        "/admin/accounts/bulk?ids=ID&act=lift_ban",
        [(302, "/sign-in?next=/admin/accounts/bulk%3Fids%3DID%26act%3Dlift_ban"), REFUSED, SHOWN, SHOWN, DUE, REFUSED],
    ),
    (
        "/admin/accounts/{id}",
        "/admin/accounts/ID",
        [(302, "/sign-in?next=/admin/accounts/ID"), REFUSED, SHOWN, SHOWN, DUE, REFUSED],
    ),
    (
        "/admin/accounts/{id}/{view}",
        "/admin/accounts/ID/history",
        [(302, "/sign-in?next=/admin/accounts/ID/history"), REFUSED, SHOWN, SHOWN, DUE, REFUSED],
    ),
    (
        "/admin/sessions",
        "/admin/sessions",
        [(302, "/sign-in?next=/admin/sessions"), REFUSED, SHOWN, SHOWN, DUE, REFUSED],
    ),
    (
        "/account/preferences",
        "/account/preferences",
        [(302, "/sign-in?next=/account/preferences"), SHOWN, SHOWN, SHOWN, DUE, REFUSED],
    ),
    ("/tour", "/tour", [SHOWN, SHOWN, SHOWN, SHOWN, DUE, REFUSED]),
    ("/account/export", "/account/export", [(302, "/sign-in?next=/account/export"), SHOWN, SHOWN, SHOWN, DUE, REFUSED]),
    ("/account/close", "/account/close", [(302, "/sign-in?next=/account/close"), SHOWN, SHOWN, SHOWN, DUE, REFUSED]),
    ("/admin/appeals", "/admin/appeals", [(302, "/sign-in?next=/admin/appeals"), REFUSED, SHOWN, SHOWN, DUE, REFUSED]),
    ("/admin/policy", "/admin/policy", [(302, "/sign-in?next=/admin/policy"), REFUSED, REFUSED, SHOWN, DUE, REFUSED]),
    ("/admin/mail", "/admin/mail", [(302, "/sign-in?next=/admin/mail"), REFUSED, REFUSED, SHOWN, DUE, REFUSED]),
    (
        "/admin/invitations",
        "/admin/invitations",
        [(302, "/sign-in?next=/admin/invitations"), REFUSED, REFUSED, SHOWN, DUE, REFUSED],
    ),
    ("/admin/roles", "/admin/roles", [(302, "/sign-in?next=/admin/roles"), REFUSED, SHOWN, SHOWN, DUE, REFUSED]),
    ("/admin/access", "/admin/access", [(302, "/sign-in?next=/admin/access"), REFUSED, SHOWN, SHOWN, DUE, REFUSED]),
];

/// Files that are generated for each request, with an address of each.
pub(crate) const FILES: &[(&str, &str)] = &[
    ("/account/export.json", "/account/export.json"),
    ("/admin/accounts/{id}/export.json", "/admin/accounts/ID/export.json"),
    ("/admin/audit.csv", "/admin/audit.csv"),
    ("/admin/audit.jsonl", "/admin/audit.jsonl?act=account.ban"),
];
