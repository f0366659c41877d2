//! The time limits of the policy: stored in the database, applied at once to existing sessions, and never reviving
//! ended ones.

use hallpass::access::{Ending, Principal};

use hallpass::testing::{Browser, PASSWORD, TestApp};

const SHORT: [(&str, &str); 4] =
    [("idle", "2m"), ("absolute", "10m"), ("remember_me_idle", "20m"), ("remember_me_absolute", "40m")];

const LONG: [(&str, &str); 4] =
    [("idle", "30m"), ("absolute", "12h"), ("remember_me_idle", "14d"), ("remember_me_absolute", "30d")];

async fn signed_in(app: &TestApp, remember_me: bool) -> Browser {
    let browser = app.browser();
    let kept: &[_] = if remember_me { &[("remember_me", "true")] } else { &[] };
    let fields = [&[("username", "ada"), ("password", PASSWORD)], kept].concat();
    assert_eq!(browser.fetch("sign_in", &fields).await.status, 200);
    browser
}

#[tokio::test]
async fn the_policy_sets_all_four_time_limits() {
    let app = TestApp::start().await;
    app.policy(&SHORT).await;
    app.member("ada").await;
    for (remember_me, idle, absolute) in [(false, 120, 600), (true, 1200, 2400)] {
        let Principal::Member(member) = signed_in(&app, remember_me).await.principal().await else {
            panic!("no member")
        };
        let session = member.session;
        let lasts =
            (session.idle_limit, session.idle_ends_at - session.signed_in_at, session.ends_at - session.signed_in_at);
        assert_eq!(lasts, (idle, idle, absolute));
    }
}

#[tokio::test]
async fn the_idle_limit_of_the_policy_ends_sessions() {
    let app = TestApp::start().await;
    app.policy(&SHORT).await;
    app.member("ada").await;
    let (plain, kept) = (signed_in(&app, false).await, signed_in(&app, true).await);
    app.clock.shift(120);
    assert_eq!(plain.ended().await, Some(Ending::Idle));
    assert!(kept.is_member().await);
    app.clock.shift(1080);
    assert_eq!(kept.ended().await, Some(Ending::Idle));
}

#[tokio::test]
async fn activity_extends_sessions_with_short_limits_too() {
    let app = TestApp::start().await;
    app.policy(&SHORT).await;
    let ada = app.member("ada").await;
    for _ in 0..4 {
        app.clock.shift(100);
        ada.get("/").await;
    }
    assert!(ada.is_member().await);
}

#[tokio::test]
async fn shorter_limits_apply_to_existing_sessions_at_once() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    app.clock.shift(5 * 60);
    app.policy(&SHORT).await;
    assert_eq!(ada.ended().await, Some(Ending::Policy));
    app.policy(&LONG).await;
    assert_eq!(ada.ended().await, Some(Ending::Policy));
}

#[tokio::test]
async fn longer_limits_do_not_revive_an_expired_session() {
    let app = TestApp::start().await;
    app.policy(&SHORT).await;
    app.member("ada").await;
    let (seen, unseen) = (signed_in(&app, false).await, signed_in(&app, false).await);
    app.clock.shift(5 * 60);
    assert_eq!(seen.ended().await, Some(Ending::Idle));
    app.policy(&LONG).await;
    assert_eq!(seen.ended().await, Some(Ending::Idle));
    assert_eq!(seen.get("/account").await.status, 302);
    // This one had expired before the policy changed, although nobody had noticed.
    assert_eq!(unseen.ended().await, Some(Ending::Idle));
}

#[tokio::test]
async fn sessions_survive_a_restart_of_the_server() {
    let app = TestApp::start().await;
    let secret = app.member("ada").await.session().unwrap();
    let again = app.restart(&[]).await;
    assert!(again.browser().replaying(&secret).is_member().await);
}
