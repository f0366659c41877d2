//! The administrators' list of accounts, and changes to roles and bans.

use hallpass::{
    access::Role,
    account_admin::AccountPage,
    directory::AccountSummary,
    error::{AppError, Conflict},
};

use hallpass::testing::{Browser, PASSWORD, TestApp, new_name};

async fn list(browser: &Browser, search: &str, after: &str) -> AccountPage {
    browser.fetch("list_accounts", &[("search", search), ("after", after)]).await.json()
}

async fn names(browser: &Browser, search: &str) -> Vec<String> {
    list(browser, search, "").await.accounts.into_iter().map(|account| account.username).collect()
}

#[tokio::test]
async fn accounts_are_found_by_prefix_of_username_display_name_and_e_mail_address() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let ada = app.browser();
    let fields = [("username", "Ada"), ("email", "countess@example.org"), ("password", PASSWORD)];
    ada.fetch("sign_up", &fields).await;
    ada.fetch("change_display_name", &[("display_name", "Lovelace 100%")]).await;
    app.member("noor_x").await;
    for (search, found) in [
        ("", &["Ada", "grace", "noor_x"][..]),
        ("ADA", &["Ada"]),
        ("lovelace", &["Ada"]),
        ("COUNTESS@", &["Ada"]),
        // Only prefixes match, because an index finds those among a million accounts.
        ("gr", &["grace"]),
        ("race", &[]),
        ("LOVELACE 100%", &["Ada"]),
        ("%", &[]),
        ("_", &[]),
        ("noor_", &["noor_x"]),
        ("!", &[]),
        ("' OR 1=1 --", &[]),
        ("nobody", &[]),
    ] {
        assert_eq!(names(&grace, search).await, found, "{search}");
    }
}

#[tokio::test]
async fn long_lists_are_split_into_pages() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    // Copied in the database, because sixty sign-ups would be slow.
    for _ in 0..60 {
        let name = new_name();
        app.execute(&format!(
            "INSERT INTO accounts (id, username, username_key, username_skeleton, display_name, email, password_hash, \
             role, created_at, password_changed_at) SELECT '{name}', '{name}', '{name}', '{name}', '{name}', NULL, \
             password_hash, 'member', created_at, password_changed_at FROM accounts WHERE username = 'grace'"
        ))
        .await;
    }
    let first = list(&grace, "", "").await;
    assert_eq!((first.accounts.len(), first.total), (50, 61));
    let second = list(&grace, "", first.next.as_deref().unwrap()).await;
    assert_eq!((second.accounts.len(), second.next), (11, None));
    let all: std::collections::BTreeSet<_> =
        first.accounts.iter().chain(&second.accounts).map(|account| &account.id).collect();
    assert_eq!(all.len(), 61);
    let page = grace.get("/admin/accounts").await.body;
    assert!(page.contains("61 people") && page.contains("Next page"));
}

#[tokio::test]
async fn an_account_summary_contains_no_secret() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let reply = grace.fetch("list_accounts", &[]).await;
    let page: serde_json::Value = reply.json();
    let keys: std::collections::BTreeSet<_> =
        page["accounts"][0].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(
        Vec::from_iter(keys),
        [
            "ban",
            "closed_at",
            "created_at",
            "display_name",
            "email",
            "id",
            "last_seen_at",
            "permissions",
            "role",
            "sessions",
            "username"
        ]
    );
    assert!(!reply.body.contains("argon2"));
}

#[tokio::test]
async fn a_changed_role_applies_to_the_next_request() {
    let app = TestApp::start().await;
    let (grace, ada) = (app.administrator("grace").await, app.member("ada").await);
    let id = app.id_of("ada").await;
    assert_eq!(ada.get("/admin").await.status, 403);
    let changed: AccountSummary = grace.fetch("change_role", &[("id", &id), ("role", "administrator")]).await.json();
    assert_eq!(changed.role, Role::ADMINISTRATOR);
    assert_eq!(ada.get("/admin").await.status, 200);
    assert_eq!(ada.fetch("list_accounts", &[]).await.status, 200);
    grace.fetch("change_role", &[("id", &id), ("role", "member")]).await;
    assert_eq!(ada.get("/admin").await.status, 403);
    assert_eq!(ada.fetch("list_accounts", &[]).await.error(), AppError::Forbidden);
    assert!(ada.is_member().await, "losing a role ends no session");
}

#[tokio::test]
async fn only_existing_roles_can_be_assigned() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    app.member("ada").await;
    let id = app.id_of("ada").await;
    for role in ["", "owner", "Administrator", "administrator ", "member,administrator"] {
        let reply = grace.fetch("change_role", &[("id", &id), ("role", role)]).await;
        assert_eq!(reply.problems(), ["role: Choose one of the options."], "{role}");
    }
    assert_eq!(app.count("SELECT COUNT(*) FROM accounts WHERE role = 'administrator'").await, 1);
}

#[tokio::test]
async fn acting_on_an_unknown_account_gives_not_found() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    for id in ["", "x", "00000000-0000-7000-8000-000000000000", "' OR '1'='1"] {
        for (function, fields) in [
            ("show_account", &[("id", id)][..]),
            ("change_role", &[("id", id), ("role", "member")][..]),
            ("ban_account", &[("id", id), ("reason", "Spam")][..]),
            ("lift_ban", &[("id", id)][..]),
        ] {
            assert_eq!(grace.fetch(function, fields).await.error(), AppError::NotFound, "{function} {id}");
        }
    }
    let own = app.id_of("grace").await;
    for page in ["x", "x/bans", &format!("{own}/nothing"), &format!("{own}/bans/nothing")] {
        assert_eq!(grace.get(&format!("/admin/accounts/{page}")).await.status, 404, "{page}");
    }
}

#[tokio::test]
async fn an_account_has_at_most_one_ban_and_lifting_requires_one() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    app.member("mallory").await;
    let id = app.id_of("mallory").await;
    let conflict = |conflict| AppError::Conflict { conflict };
    let fields = [("id", &*id), ("reason", "Spam")];
    assert_eq!(grace.fetch("lift_ban", &[("id", &id)]).await.error(), conflict(Conflict::NotBanned));
    assert_eq!(grace.fetch("ban_account", &fields).await.status, 200);
    assert_eq!(grace.fetch("ban_account", &fields).await.error(), conflict(Conflict::AlreadyBanned));
    assert_eq!(grace.fetch("lift_ban", &[("id", &id)]).await.status, 200);
    assert_eq!(grace.fetch("lift_ban", &[("id", &id)]).await.error(), conflict(Conflict::NotBanned));
    assert_eq!(grace.fetch("ban_account", &fields).await.status, 200, "banned again after lifting");
}

#[tokio::test]
async fn a_ban_records_who_imposed_and_who_lifted_it() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    app.member("mallory").await;
    let (id, by) = (app.id_of("mallory").await, app.id_of("grace").await);
    grace.fetch("ban_account", &[("id", &id), ("reason", "Spam")]).await;
    grace.fetch("lift_ban", &[("id", &id)]).await;
    assert_eq!(app.text("SELECT created_by FROM bans").await, by);
    assert_eq!(app.text("SELECT lifted_by FROM bans").await, by);
}

#[tokio::test]
async fn without_scripts_the_pages_change_a_role_and_ban_and_lift_a_ban() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let mallory = app.member("mallory").await;
    let id = app.id_of("mallory").await;
    let page = format!("/admin/accounts/{id}");
    assert!(grace.get("/admin/accounts").await.body.contains(&page));
    let role = format!("{page}/role");
    let shown = grace.form(&role, "change_role", &[("id", &id), ("role", "administrator")]).await;
    assert!(shown.body.contains("Role changed."), "{}", shown.body);
    assert_eq!(mallory.get("/admin").await.status, 200);
    let ban = format!("{page}/ban");
    let wrong = grace.form(&ban, "ban_account", &[("id", &id), ("reason", "Spam"), ("until", "never")]).await;
    assert!(wrong.body.contains("Enter a date") && wrong.body.contains("Spam"), "{}", wrong.body);
    let banned = grace.form(&ban, "ban_account", &[("id", &id), ("reason", "Spam"), ("until", "")]).await;
    assert!(banned.body.contains("Active ban") && banned.body.contains("Lift ban…"), "{}", banned.body);
    assert!(banned.body.contains("Account banned and signed out everywhere."), "{}", banned.body);
    assert!(!banned.body.contains("action=\"/api/ban_account\""), "the dialog is closed: {}", banned.body);
    assert!(mallory.is_banned().await);
    let lifted = grace.form(&format!("{page}/lift"), "lift_ban", &[("id", &id)]).await;
    assert!(lifted.body.contains("Ban lifted.") && lifted.body.contains("Ban…"), "{}", lifted.body);
}
