//! A role change also changes the limits of sessions: it ends sessions that exceed the limits of the new role, and does
//! not revive sessions that had expired under those of the old one.

use hallpass::access::{Ending, Role, server::Grant};

use hallpass::testing::{PASSWORD, TestApp};

const MINUTE: i64 = 60;

async fn change_role(app: &TestApp, name: &str, role: Role) {
    let id = app.id_of(name).await;
    app.services.roles.change_role(&Grant::operator(), &id, role.name()).await.expect("a role change");
}

#[tokio::test]
async fn a_role_with_longer_limits_revives_no_session() {
    let app = TestApp::start().await;
    app.administrator("grace").await;
    let ada = app.administrator("ada").await;
    app.clock.shift(20 * MINUTE);
    change_role(&app, "ada", Role::MEMBER).await;
    assert_eq!(ada.ended().await, Some(Ending::Idle));
    assert_eq!(ada.get("/account").await.status, 302);
}

#[tokio::test]
async fn a_role_with_shorter_limits_permanently_ends_sessions_that_exceed_them() {
    let app = TestApp::start().await;
    app.administrator("grace").await;
    let (seen, unseen) = (app.member("ada").await, app.sign_in("ada", PASSWORD).await);
    app.clock.shift(20 * MINUTE);
    change_role(&app, "ada", Role::ADMINISTRATOR).await;
    assert_eq!(seen.ended().await, Some(Ending::RoleChanged));
    change_role(&app, "ada", Role::MEMBER).await;
    for browser in [seen, unseen] {
        assert_eq!(browser.ended().await, Some(Ending::RoleChanged));
    }
}

#[tokio::test]
async fn a_session_that_expired_before_the_role_change_keeps_its_reason() {
    let app = TestApp::start().await;
    app.administrator("grace").await;
    app.policy(&[("role_change_ends", "yes")]).await;
    let old = app.member("ada").await;
    app.clock.shift(20 * MINUTE);
    let recent = app.sign_in("ada", PASSWORD).await;
    app.clock.shift(12 * MINUTE);
    change_role(&app, "ada", Role::ADMINISTRATOR).await;
    assert_eq!(old.ended().await, Some(Ending::Idle));
    assert_eq!(recent.ended().await, Some(Ending::RoleChanged));
}

#[tokio::test]
async fn activity_just_before_the_role_change_counts() {
    let app = TestApp::start().await;
    app.administrator("grace").await;
    let ada = app.member("ada").await;
    app.clock.shift(20 * MINUTE);
    ada.get("/").await;
    change_role(&app, "ada", Role::ADMINISTRATOR).await;
    assert!(ada.is_member().await);
}
