//! When sessions expire: to the second, whoever notices first, and permanently.

use hallpass::access::{Ending, Principal, SessionFacts};

use hallpass::testing::{Browser, PASSWORD, TestApp, new_name};

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

async fn facts(browser: &Browser) -> SessionFacts {
    match browser.principal().await {
        Principal::Member(member) => member.session,
        other => panic!("a member is expected, not {other:?}"),
    }
}

async fn remember_me(app: &TestApp) -> Browser {
    let name = new_name();
    app.member(&name).await;
    let browser = app.browser();
    let fields = [("username", &*name), ("password", PASSWORD), ("remember_me", "true")];
    assert_eq!(browser.fetch("sign_in", &fields).await.status, 200);
    browser
}

/// Moves the clock to this time.
fn go_to(app: &TestApp, moment: i64) {
    app.clock.shift(moment - app.clock.now());
}

/// The principal of a fresh session, `offset` seconds from its idle limit. The clock keeps running, so an answer from
/// another second is discarded and a new session is tried.
async fn at_the_idle_deadline(app: &TestApp, offset: i64) -> Principal {
    for _ in 0..20 {
        let ada = app.member(&new_name()).await;
        let moment = facts(&ada).await.idle_ends_at + offset;
        go_to(app, moment);
        let principal = ada.principal().await;
        if app.clock.now() == moment {
            return principal;
        }
    }
    panic!("no answer within one second");
}

#[tokio::test]
async fn a_session_expires_exactly_at_its_idle_limit() {
    let app = TestApp::start().await;
    assert!(matches!(at_the_idle_deadline(&app, -1).await, Principal::Member(_)));
    assert_eq!(at_the_idle_deadline(&app, 0).await, Principal::ended(Ending::Idle));
}

#[tokio::test]
async fn the_default_limits_are_30_minutes_idle_and_12_hours_absolute() {
    let app = TestApp::start().await;
    let ada = facts(&app.member("ada").await).await;
    assert_eq!(ada.idle_limit, 30 * MINUTE);
    assert_eq!(ada.idle_ends_at, ada.signed_in_at + 30 * MINUTE);
    assert_eq!(ada.ends_at, ada.signed_in_at + 12 * HOUR);
}

#[tokio::test]
async fn opening_pages_extends_the_session() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    for path in ["/account", "/", "/nowhere", "/account"] {
        app.clock.shift(29 * MINUTE);
        ada.get(path).await;
    }
    assert!(ada.is_member().await);
    let now = app.clock.now();
    assert!(facts(&ada).await.idle_ends_at >= now + 29 * MINUTE);
}

#[tokio::test]
async fn requesting_the_principal_does_not_extend_the_session() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let deadline = facts(&ada).await.idle_ends_at;
    for _ in 0..2 {
        app.clock.shift(10 * MINUTE);
        assert_eq!(facts(&ada).await.idle_ends_at, deadline);
    }
    go_to(&app, deadline);
    assert_eq!(ada.ended().await, Some(Ending::Idle));
}

#[tokio::test]
async fn files_and_health_checks_do_not_extend_the_session() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let deadline = facts(&ada).await.idle_ends_at;
    app.clock.shift(20 * MINUTE);
    for path in ["/favicon.svg", "/pkg/hallpass.js", "/healthz", "/readyz"] {
        assert_eq!(ada.get(path).await.status, 200, "{path}");
    }
    assert_eq!(facts(&ada).await.idle_ends_at, deadline);
}

#[tokio::test]
async fn calling_a_server_function_extends_the_session() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let before = facts(&ada).await.idle_ends_at;
    app.clock.shift(20 * MINUTE);
    ada.fetch("change_display_name", &[("display_name", "Ada")]).await;
    assert!(facts(&ada).await.idle_ends_at >= before + 20 * MINUTE);
}

#[tokio::test]
async fn activity_is_not_written_for_every_request() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let noted = || app.count("SELECT last_seen_at FROM sessions");
    let first = noted().await;
    app.clock.shift(40);
    ada.get("/").await;
    app.services.sessions.write_activity().await.unwrap();
    assert_eq!(noted().await, first);
    app.clock.shift(40);
    ada.get("/").await;
    app.services.sessions.write_activity().await.unwrap();
    assert!(noted().await >= first + 80);
}

#[tokio::test]
async fn the_absolute_limit_ends_an_active_session() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let end = facts(&ada).await.ends_at;
    for _ in 0..28 {
        app.clock.shift(25 * MINUTE);
        assert_eq!(ada.get("/account").await.status, 200);
    }
    go_to(&app, end - 10);
    ada.get("/account").await;
    let last = facts(&ada).await;
    assert_eq!((last.ends_at, last.idle_ends_at), (end, end), "activity does not move the absolute limit");
    go_to(&app, end);
    assert_eq!(ada.get("/account").await.status, 302);
    assert_eq!(ada.ended().await, Some(Ending::Absolute));
}

#[tokio::test]
async fn a_session_with_remember_me_lasts_for_weeks() {
    let app = TestApp::start().await;
    let ada = remember_me(&app).await;
    let begun = facts(&ada).await;
    assert!(begun.remember_me);
    assert_eq!((begun.idle_limit, begun.ends_at - begun.signed_in_at), (14 * DAY, 30 * DAY));
    for _ in 0..2 {
        app.clock.shift(13 * DAY);
        assert_eq!(ada.get("/account").await.status, 200);
    }
    go_to(&app, begun.ends_at);
    assert_eq!(ada.ended().await, Some(Ending::Absolute));
    let idle = remember_me(&app).await;
    app.clock.shift(14 * DAY);
    assert_eq!(idle.ended().await, Some(Ending::Idle));
}

#[tokio::test]
async fn after_expiry_the_sign_in_page_gives_the_reason_and_leads_back() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    app.clock.shift(30 * MINUTE);
    let gated = ada.get("/account").await;
    assert_eq!((gated.status, gated.location()), (302, "/sign-in?next=/account"));
    let page = ada.get(gated.location()).await;
    assert!(page.body.contains("because you were inactive for a while"), "{}", page.body);
    assert!(ada.get("/").await.body.contains("because you were inactive for a while"));
    let fields = [("username", "ada"), ("password", PASSWORD), ("_next", "/account")];
    let back = ada.form("/sign-in?next=/account", "sign_in", &fields).await;
    assert!(back.status == 200 && back.body.contains("You sign in as"), "{}", back.body);
    assert!(!ada.get("/").await.body.contains("you were inactive"));
}

#[tokio::test]
async fn an_expired_session_is_rejected_by_every_function() {
    let app = TestApp::start().await;
    let ada = app.administrator("ada").await;
    app.clock.shift(30 * MINUTE);
    assert_eq!(ada.ended().await, Some(Ending::Idle), "the ending is recorded here");
    let before = app.snapshot().await;
    for (function, fields) in [
        ("change_display_name", &[("display_name", "Thief")][..]),
        ("change_email", &[("email", "a@example.org"), ("current_password", PASSWORD)][..]),
        ("change_password", &[("current_password", PASSWORD), ("new_password", "otter piano cobalt")][..]),
        ("list_accounts", &[][..]),
    ] {
        assert_eq!(ada.fetch(function, fields).await.status, 401, "{function}");
    }
    assert_eq!(app.snapshot().await, before);
}

#[tokio::test]
async fn setting_the_clock_back_revives_no_session() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    app.clock.shift(30 * MINUTE);
    assert_eq!(ada.ended().await, Some(Ending::Idle));
    app.clock.shift(-30 * MINUTE);
    assert_eq!(ada.ended().await, Some(Ending::Idle));
    assert_eq!(ada.get("/account").await.status, 302);
}
