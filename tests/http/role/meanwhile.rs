//! Editing a role that somebody else has changed since the page was loaded.

use hallpass::{
    error::{AppError, Conflict},
    role::RoleSummary,
};

use hallpass::testing::{Browser, Reply, TestApp};

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
    assert!(body.contains("Somebody else has changed this role meanwhile."), "{body}");
    let form = body.split("id=\"edit_role-support\"").nth(1).unwrap().split("</form>").next().unwrap();
    let ticked = |name: &str| {
        let tag = form.split('<').find(|tag| tag.contains(&format!("value=\"{name}\""))).unwrap();
        tag.contains("checked")
    };
    assert_eq!(["view_accounts", "ban_accounts", "end_sessions", "invite"].map(ticked), [true, true, true, false]);
}
