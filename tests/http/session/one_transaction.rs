//! Acts that change several things happen completely or not at all, whatever fails and whatever runs concurrently.

use hallpass::{access::Ending, error::AppError};

use hallpass::testing::{NEW_PASSWORD, PASSWORD, TestApp};

/// Makes starting a session fail.
async fn break_sessions(app: &TestApp) {
    app.execute("ALTER TABLE sessions RENAME COLUMN method TO way").await;
}

async fn mend_sessions(app: &TestApp) {
    app.execute("ALTER TABLE sessions RENAME COLUMN way TO method").await;
}

#[tokio::test]
async fn ending_sessions_during_a_password_change_leaves_nobody_signed_in() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    for round in 0..20 {
        let name = hallpass::testing::new_name();
        let ada = app.member(&name).await;
        let id = app.id_of(&name).await;
        let changed = format!("SELECT password_changed_at FROM accounts WHERE id = '{id}'");
        let before = app.count(&changed).await;
        let fields = [("current_password", PASSWORD), ("new_password", NEW_PASSWORD)];
        let end = async {
            // In even rounds, as soon as the new password is visible; in odd rounds, at about the same time.
            while round % 2 == 0 && app.count(&changed).await == before {}
            grace.fetch("end_account_sessions", &[("id", &id)]).await
        };
        let (change, end) = tokio::join!(ada.fetch("change_password", &fields), end);
        assert_eq!((end.status, end.json::<usize>()), (200, 1), "{}: {}", change.status, change.body);
        assert!([200, 401].contains(&change.status), "{}", change.body);
        let live = format!("SELECT COUNT(*) FROM sessions WHERE account_id = '{id}' AND ended_at IS NULL");
        assert_eq!(app.count(&live).await, 0, "{}: {}", change.status, change.body);
        assert_eq!(ada.ended().await, Some(Ending::EndedByAdministrator));
        let password = if change.status == 200 { NEW_PASSWORD } else { PASSWORD };
        assert!(app.sign_in(&name, password).await.is_member().await);
    }
}

#[tokio::test]
async fn a_password_change_is_rolled_back_if_no_session_can_start() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let other = app.sign_in("ada", PASSWORD).await;
    break_sessions(&app).await;
    let fields = [("current_password", PASSWORD), ("new_password", NEW_PASSWORD)];
    assert_eq!(ada.fetch("change_password", &fields).await.status, 500);
    mend_sessions(&app).await;
    assert!(ada.is_member().await && other.is_member().await);
    assert!(app.sign_in("ada", PASSWORD).await.is_member().await);
}

#[tokio::test]
async fn a_sign_up_is_rolled_back_if_no_session_can_start() {
    let app = TestApp::start().await;
    let ada = app.browser();
    let fields = [("username", "ada"), ("email", ""), ("password", PASSWORD)];
    break_sessions(&app).await;
    let reply = ada.fetch("sign_up", &fields).await;
    assert_eq!((reply.status, reply.cookies().len()), (500, 0), "{}", reply.body);
    assert_eq!(app.count("SELECT COUNT(*) FROM accounts").await, 0);
    assert_eq!(app.count("SELECT COUNT(*) FROM audit_events WHERE act = 'account.sign_up'").await, 0);
    mend_sessions(&app).await;
    assert_eq!(ada.fetch("sign_up", &fields).await.status, 200);
}

#[tokio::test]
async fn a_set_up_link_stays_valid_if_no_session_can_start() {
    let app = TestApp::start().await;
    let path = app.services.accounts.set_up_link().await.unwrap().expect("a link");
    let token = path.split_once("token=").unwrap().1;
    let owner = app.browser();
    let fields = [("token", token), ("username", "ada"), ("email", ""), ("password", PASSWORD)];
    break_sessions(&app).await;
    assert_eq!(owner.fetch("set_up", &fields).await.status, 500);
    mend_sessions(&app).await;
    assert_eq!(owner.fetch("set_up", &fields).await.status, 200);
}

#[tokio::test]
async fn a_failed_sign_in_keeps_the_browser_s_previous_session() {
    let app = TestApp::start().await;
    app.member("ada").await;
    let bob = app.member("bob").await;
    let secret = bob.session();
    break_sessions(&app).await;
    assert_eq!(bob.fetch("sign_in", &[("username", "ada"), ("password", PASSWORD)]).await.status, 500);
    mend_sessions(&app).await;
    assert!(bob.is_member().await);
    app.policy(&[("sessions", "1")]).await;
    let refused = bob.fetch("sign_in", &[("username", "ada"), ("password", PASSWORD)]).await;
    assert!(matches!(refused.error(), AppError::TooManySessions { .. }), "{}", refused.body);
    assert!(bob.is_member().await);
    assert_eq!(bob.session(), secret);
}

#[tokio::test]
async fn two_people_can_sign_in_in_each_other_s_browser_concurrently() {
    let app = TestApp::start().await;
    for _ in 0..10 {
        let (one, other) = (hallpass::testing::new_name(), hallpass::testing::new_name());
        let (ada, bob) = (app.member(&one).await, app.member(&other).await);
        let (as_bob, as_ada) =
            ([("username", &*other), ("password", PASSWORD)], [("username", &*one), ("password", PASSWORD)]);
        let (one, other) = tokio::join!(ada.fetch("sign_in", &as_bob), bob.fetch("sign_in", &as_ada));
        assert_eq!((one.status, other.status), (200, 200), "{} {}", one.body, other.body);
        assert_eq!(app.count("SELECT COUNT(*) FROM sessions WHERE ended_at IS NULL").await % 2, 0);
        assert!(ada.is_member().await && bob.is_member().await);
    }
}
