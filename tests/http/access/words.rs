//! Compares the descriptions of permissions with the access table.

use hallpass::{
    access::{Permission, Rule, Table},
    error::is_question,
    testing::TestApp,
};

/// Every function and file that requires a permission, and the words in the permission's description that cover it.
const SAID: &[(&str, &str)] = &[
    ("show_overview", "overview"),
    ("count_warnings", "overview"),
    ("list_jobs", "overview"),
    ("list_roles", "roles"),
    ("show_access", "access"),
    ("list_accounts", "See all accounts"),
    ("role_choices", "See all accounts"),
    ("preview_bulk", "See all accounts"),
    ("show_account", "email addresses"),
    ("list_account_sessions", "sessions"),
    ("list_every_session", "sessions"),
    ("count_sessions", "sessions"),
    ("list_account_history", "history"),
    ("list_bans", "bans"),
    ("bulk_ban", "Ban accounts"),
    ("ban_account", "Ban accounts"),
    ("change_ban", "Ban accounts"),
    ("bulk_lift_ban", "lift bans"),
    ("lift_ban", "lift bans"),
    ("list_appeals", "answer appeals"),
    ("count_appeals", "answer appeals"),
    ("answer_appeal", "answer appeals"),
    ("list_notes", "read, write and delete notes"),
    ("add_note", "read, write and delete notes"),
    ("delete_note", "read, write and delete notes"),
    ("bulk_end_sessions", "End other people’s sessions"),
    ("end_account_session", "End other people’s sessions"),
    ("end_account_sessions", "End other people’s sessions"),
    ("end_selected_sessions", "End other people’s sessions"),
    ("end_every_session", "End other people’s sessions"),
    ("bulk_change_role", "Change people’s roles"),
    ("change_role", "Change people’s roles"),
    ("create_role", "Create"),
    ("edit_role", "change"),
    ("delete_role", "delete"),
    ("show_policy", "the policy"),
    ("preview_policy", "the policy"),
    ("change_policy", "the policy"),
    ("undo_policy", "the policy"),
    ("list_mail", "see the list of emails"),
    ("retry_mail", "see the list of emails"),
    ("list_audit", "See and export"),
    ("/admin/audit.csv", "See and export"),
    ("/admin/audit.jsonl", "See and export"),
    ("list_invitations", "see and revoke invitations"),
    ("revoke_invitation", "see and revoke invitations"),
    ("create_invitation", "Invite people"),
    ("close_account_of", "Close accounts"),
    ("/admin/accounts/{id}/export.json", "export an account’s data"),
    ("impersonate", "View as people"),
    ("issue_ticket", "Issue tickets"),
    ("revoke_ticket", "Issue tickets"),
    ("show_account_factors", "second steps"),
];

#[tokio::test]
async fn descriptions_of_permissions_cover_every_function_that_requires_them() {
    let _registered = TestApp::start().await;
    let table = Table::get();
    assert!(table.functions.len() > 50 && table.downloads.len() == 4);
    let functions = table.functions.iter().map(|one| (one.name, one.rule));
    for (name, rule) in functions.chain(table.downloads.iter().map(|one| (one.path, one.rule))) {
        let Rule::Needs(permission) = rule else { continue };
        // The permission to use one's own account does not list its functions.
        if permission == Permission::USE_ACCOUNT {
            continue;
        }
        let said = SAID.iter().find(|said| said.0 == name).map(|said| said.1);
        let words = said.unwrap_or_else(|| panic!("{name} is new: does {} say so?", permission.name()));
        assert!(permission.about().contains(words), "{name}: “{}” does not say “{words}”", permission.about());
    }
}

#[tokio::test]
async fn every_passive_function_but_principal_has_the_name_of_a_question() {
    let _registered = TestApp::start().await;
    let passive = Table::get().functions.iter().filter(|function| function.passive).map(|function| function.name);
    let others: Vec<_> = passive.filter(|name| !is_question(name)).collect();
    assert_eq!(others, ["principal"]);
}
