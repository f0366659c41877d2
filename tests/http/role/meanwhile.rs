//! Roles that somebody else changes, deletes or assigns meanwhile.

use hallpass::{
    access::{Role, server::Grant},
    account::server::NewAccount,
    error::{AppError, Conflict, Problem},
    role::RoleSummary,
};

use hallpass::testing::{Browser, PASSWORD, Reply, TestApp};

async fn support(browser: &Browser) -> RoleSummary {
    browser.fetch("list_roles", &[]).await.json::<Vec<RoleSummary>>().pop().unwrap()
}

async fn edit(browser: &Browser, permissions: &str) -> Reply {
    browser.fetch("edit_role", &[("id", "support"), ("permissions", permissions)]).await
}

#[tokio::test]
async fn concurrent_changes_to_a_role_are_not_reverted() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    app.role("support", "view_accounts").await;
    let send = async |shown: &RoleSummary, description: &str, permissions: &str| {
        let was = [("description", &*shown.description), ("permissions", &*shown.permissions.names())];
        let was = form_urlencoded::Serializer::new(String::new()).extend_pairs(was).finish();
        let fields = [("id", "support"), ("description", description), ("permissions", permissions), ("shown", &was)];
        grace.fetch("edit_role", &fields).await
    };
    let shown = support(&grace).await;
    assert_eq!(edit(&grace, "view_accounts ban_accounts").await.status, 200);
    // Only the description was edited, so the permissions keep their current value.
    assert_eq!(send(&shown, "Answers mail", "view_accounts").await.status, 200);
    let now = support(&grace).await;
    assert_eq!(now.permissions.names(), "use_account use_console view_accounts ban_accounts");
    assert_eq!(now.description, "Answers mail");

    let refused = send(&shown, "Answers mail", "view_accounts end_sessions").await;
    assert_eq!((refused.status, refused.error()), (409, AppError::Conflict { conflict: Conflict::RoleMoved }));
    assert_eq!(support(&grace).await, now);
    assert_eq!(send(&now, "Answers mail", "view_accounts end_sessions").await.status, 200);
    assert_eq!(support(&grace).await.permissions.names(), "use_account use_console view_accounts end_sessions");
}

#[tokio::test]
async fn a_plain_form_with_stale_values_returns_with_the_edits() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    app.role("support", "view_accounts").await;
    assert_eq!(edit(&grace, "view_accounts ban_accounts").await.status, 200);
    let fields = [
        ("id", "support"),
        ("shown", "description=&permissions=use_account+use_console+view_accounts"),
        ("description", ""),
        ("permissions[]", "view_accounts"),
        ("permissions[]", "end_sessions"),
    ];
    let body = grace.form("/admin/roles", "edit_role", &fields).await.body;
    assert!(body.contains("Someone else has changed this role in the meantime."), "{body}");
    let form = body.split("id=\"edit_role-support\"").nth(1).unwrap().split("</form>").next().unwrap();
    let ticked = |name: &str| {
        let tag = form.split('<').find(|tag| tag.contains(&format!("value=\"{name}\""))).unwrap();
        tag.contains("checked")
    };
    assert_eq!(["view_accounts", "ban_accounts", "end_sessions", "invite"].map(ticked), [true, true, true, false]);
}

/// Simulates somebody else's act that finishes while an act waits for the lock of administrators: from now on, a
/// trigger runs these statements as the lock is taken. If the act is refused, they are rolled back with it.
async fn while_waiting(app: &TestApp, statements: &str) {
    let trigger = "CREATE TRIGGER meanwhile AFTER UPDATE ON locks FOR EACH ROW WHEN (NEW.name = 'administrators')";
    if app.database.is_sqlite() {
        app.execute(&format!("{trigger} BEGIN {statements} END")).await;
    } else {
        let body = format!("$$ BEGIN {statements} RETURN NULL; END $$");
        app.execute(&format!("CREATE FUNCTION meanwhile() RETURNS trigger LANGUAGE plpgsql AS {body}")).await;
        app.execute(&format!("{trigger} EXECUTE FUNCTION meanwhile()")).await;
    }
}

#[tokio::test]
async fn a_role_that_is_deleted_concurrently_is_not_assigned() {
    let app = TestApp::start().await;
    app.role("choir", "use_account").await;
    while_waiting(&app, "DELETE FROM roles WHERE name = 'choir'; DELETE FROM policies WHERE role = 'choir';").await;
    let new = NewAccount { username: "ada".to_owned(), email: String::new(), password: PASSWORD.to_owned().into() };
    let made = app.services.accounts.create(&Grant::operator(), new, Role::from_name("choir").unwrap()).await;
    let refused = made.unwrap_err();
    assert_eq!(refused.at("role"), Some(&Problem::UnknownChoice), "{refused:?}");
    assert_eq!(app.count("SELECT COUNT(*) FROM accounts").await, 0);
    // The deletion was rolled back, so the role existed until the lock was taken.
    assert_eq!(app.count("SELECT COUNT(*) FROM roles WHERE name = 'choir'").await, 1);
}

#[tokio::test]
async fn a_role_that_is_assigned_concurrently_is_not_deleted() {
    let app = TestApp::start().await;
    app.role("choir", "use_account").await;
    app.member("ada").await;
    while_waiting(&app, "UPDATE accounts SET role = 'choir' WHERE username = 'ada';").await;
    let refused = app.services.roles.delete_role(&Grant::operator(), "choir").await.unwrap_err();
    assert_eq!(refused, AppError::Conflict { conflict: Conflict::RoleInUse });
    assert_eq!(app.count("SELECT COUNT(*) FROM roles WHERE name = 'choir'").await, 1);
    assert_eq!(app.text("SELECT role FROM accounts WHERE username = 'ada'").await, "member");
}
