//! What the table of access asks for, compared with the words of permissions and the names of functions.

use hallpass::{
    access::{Permission, Rule, Table},
    error::is_question,
    testing::TestApp,
};

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

#[tokio::test]
async fn a_permission_says_what_it_opens() {
    let _registered = TestApp::start().await;
    let table = Table::get();
    assert!(table.functions.len() > 50 && table.downloads.len() == 4);
    let functions = table.functions.iter().map(|one| (one.name, one.rule));
    for (name, rule) in functions.chain(table.downloads.iter().map(|one| (one.path, one.rule))) {
        let Rule::Needs(permission) = rule else { continue };
        // One's own account needs no more words.
        if permission == Permission::USE_ACCOUNT {
            continue;
        }
        let said = SAID.iter().find(|said| said.0 == name).map(|said| said.1);
        let words = said.unwrap_or_else(|| panic!("{name} is new: does {} say so?", permission.name()));
        assert!(permission.about().contains(words), "{name}: “{}” does not say “{words}”", permission.about());
    }
}

#[tokio::test]
async fn what_pages_call_by_themselves_is_held_back_by_its_name() {
    let _registered = TestApp::start().await;
    let passive = Table::get().functions.iter().filter(|function| function.passive).map(|function| function.name);
    let others: Vec<_> = passive.filter(|name| !is_question(name)).collect();
    assert_eq!(others, ["principal"]);
}
