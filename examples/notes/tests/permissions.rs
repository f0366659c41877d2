//! How application permissions limit what administrators may do to other accounts.
#![cfg(feature = "ssr")]

use hallpass::{
    error::{AppError, Conflict},
    testing::{Browser, TestApp},
};

/// Ada may keep notes. Grace has these console permissions but may not keep notes.
async fn ada_and_grace(console: &str) -> (TestApp, Browser, String) {
    let app = TestApp::of(notes::app()).await;
    app.role("singer", "use_account notes.keep").await;
    app.with_role("ada", "singer").await;
    let id = app.id_of("ada").await;
    app.role("guest", "use_account").await;
    app.role("clerk", console).await;
    let grace = app.with_role("grace", "clerk").await;
    (app, grace, id)
}

async fn role_of(app: &TestApp, id: &str) -> String {
    app.text(&format!("SELECT role FROM accounts WHERE id = '{id}'")).await
}

#[tokio::test]
async fn administrators_cannot_take_away_a_permission_that_they_lack() {
    let (app, grace, id) = ada_and_grace("use_console view_accounts assign_roles").await;
    let single = grace.fetch("change_role", &[("id", &id), ("role", "guest")]).await;
    assert_eq!(single.error(), AppError::Conflict { conflict: Conflict::OutOfReach });
    let bulk = grace.fetch("bulk_change_role", &[("ids", &id), ("role", "guest")]).await;
    assert_eq!(bulk.status, 200, "{}", bulk.body);
    assert!(bulk.body.contains("out_of_reach"), "{}", bulk.body);
    assert_eq!(role_of(&app, &id).await, "singer");
}

#[tokio::test]
async fn administrators_cannot_give_a_permission_that_they_lack() {
    let (app, grace, _) = ada_and_grace("use_console view_accounts assign_roles").await;
    app.with_role("mia", "guest").await;
    let mia = app.id_of("mia").await;
    let single = grace.fetch("change_role", &[("id", &mia), ("role", "singer")]).await;
    assert_eq!(single.error(), AppError::Conflict { conflict: Conflict::OutOfReach });
    assert_eq!(role_of(&app, &mia).await, "guest");
}

#[tokio::test]
async fn administrators_cannot_impersonate_an_account_with_a_permission_that_they_lack() {
    let (app, grace, id) = ada_and_grace("use_console view_accounts impersonate").await;
    let fields = [("id", &*id), ("reason", "To see what they see.")];
    assert_eq!(
        grace.fetch("impersonate", &fields).await.error(),
        AppError::Conflict { conflict: Conflict::OutOfReach }
    );
    app.role("keeper", "use_console view_accounts impersonate notes.keep").await;
    let joan = app.with_role("joan", "keeper").await;
    assert_eq!(joan.fetch("impersonate", &fields).await.status, 200);
}
