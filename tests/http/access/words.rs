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
