//! Maintenance: writing activity, ending expired sessions, and deleting old records.

use std::time::Duration;

use hallpass::access::{Ending, Principal};

use hallpass::testing::{Browser, NEW_PASSWORD, PASSWORD, TestApp};

const MINUTE: i64 = 60;
const DAY: i64 = 24 * 60 * MINUTE;
const LIVE: &str = "SELECT COUNT(*) FROM sessions WHERE ended_at IS NULL";

async fn idle_end(browser: &Browser) -> i64 {
    match browser.principal().await {
        Principal::Member(member) => member.session.idle_ends_at,
        other => panic!("a member is expected, not {other:?}"),
    }
}

/// Doubles the number of sessions this many times.
async fn multiply(app: &TestApp, rounds: usize) {
    for round in 0..rounds {
        app.execute(&format!(
            "INSERT INTO sessions (id, secret_hash, account_id, data, created_at, last_seen_at, remember_me, address, \
             network, user_agent, method, name, ended_at, ending) \
             SELECT id || '-{round}', secret_hash || '-{round}', account_id, data, created_at, last_seen_at, \
             remember_me, address, network, user_agent, method, name, ended_at, ending FROM sessions"
        ))
        .await;
    }
}

#[tokio::test]
async fn maintenance_ends_expired_sessions_with_their_reason_and_time() {
    let app = TestApp::start().await;
    let idle = app.member("ada").await;
    app.policy(&[("absolute", "4h"), ("remember_me_idle", "4h"), ("remember_me_absolute", "4h")]).await;
    let kept = app.browser();
    kept.fetch("sign_in", &[("username", "ada"), ("password", PASSWORD), ("remember_me", "true")]).await;
    app.clock.shift(5 * 60 * MINUTE);
    let fresh = app.sign_in("ada", PASSWORD).await;
    assert_eq!(app.services.sessions.reap().await.unwrap(), (2, 0));
    assert_eq!(app.count("SELECT ended_at - last_seen_at FROM sessions WHERE ending = 'idle'").await, 30 * MINUTE);
    assert_eq!(app.count("SELECT ended_at - created_at FROM sessions WHERE ending = 'absolute'").await, 240 * MINUTE);
    assert_eq!(app.count("SELECT COUNT(*) FROM sessions WHERE data = '{}'").await, 2);
    assert_eq!((idle.ended().await, kept.ended().await), (Some(Ending::Idle), Some(Ending::Absolute)));
    assert!(fresh.is_member().await);
    assert_eq!(app.services.sessions.reap().await.unwrap(), (0, 0));
}

#[tokio::test]
async fn maintenance_ends_a_session_exactly_at_its_limit() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    app.clock.shift(29 * MINUTE);
    assert_eq!(app.services.sessions.reap().await.unwrap().0, 0);
    app.clock.shift(MINUTE);
    assert_eq!(app.services.sessions.reap().await.unwrap().0, 1);
    assert_eq!(ada.ended().await, Some(Ending::Idle));
}

#[tokio::test]
async fn maintenance_considers_activity_that_is_not_yet_written() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    app.clock.shift(29 * MINUTE);
    ada.get("/").await;
    app.clock.shift(5 * MINUTE);
    assert_eq!(app.services.sessions.reap().await.unwrap().0, 0);
    assert!(ada.is_member().await);
}

#[tokio::test]
async fn activity_during_a_long_maintenance_run_counts() {
    let app = TestApp::start().await;
    app.member("noor").await;
    multiply(&app, 9).await;
    app.clock.shift(20 * MINUTE);
    let ada = app.member("ada").await;
    app.clock.shift(20 * MINUTE);
    let sessions = app.services.sessions.clone();
    let reaping = tokio::spawn(async move { sessions.reap().await.unwrap().0 });
    // Waits until maintenance has begun. If it has already finished, the race cannot occur.
    while !reaping.is_finished() && app.count("SELECT COUNT(*) FROM sessions WHERE ending = 'idle'").await == 0 {
        tokio::task::yield_now().await;
    }
    ada.get("/").await;
    app.clock.shift(20 * MINUTE);
    assert_eq!(reaping.await.unwrap(), 512);
    assert_eq!(app.services.sessions.reap().await.unwrap().0, 0);
    assert!(ada.is_member().await);
}

#[tokio::test]
async fn maintenance_ends_and_deletes_more_sessions_than_one_batch() {
    let app = TestApp::start().await;
    app.member("ada").await;
    app.member("noor").await;
    multiply(&app, 8).await;
    assert_eq!(app.count(LIVE).await, 512);
    app.clock.shift(31 * MINUTE);
    assert_eq!(app.services.sessions.reap().await.unwrap(), (512, 0));
    assert_eq!(app.count(LIVE).await, 0);
    assert_eq!(app.count("SELECT COUNT(*) FROM sessions WHERE ending = 'idle' AND data = '{}'").await, 512);
    app.pass(91 * DAY).await;
    assert_eq!(app.services.sessions.reap().await.unwrap(), (0, 512));
    assert_eq!(app.count("SELECT COUNT(*) FROM sessions").await, 0);
}

#[tokio::test]
async fn ended_sessions_are_deleted_once_past_their_retention() {
    let app = TestApp::start().await;
    app.policy(&[("history", "2d"), ("remember_me_idle", "10d")]).await;
    let old = app.member("ada").await;
    let secret = old.session().unwrap();
    old.fetch("sign_out", &[]).await;
    let kept = app.browser();
    kept.fetch("sign_in", &[("username", "ada"), ("password", PASSWORD), ("remember_me", "true")]).await;
    app.clock.shift(DAY + DAY / 2);
    let young = app.sign_in("ada", PASSWORD).await;
    young.fetch("sign_out", &[]).await;
    assert_eq!(app.services.sessions.reap().await.unwrap(), (0, 0), "no session is old enough");
    app.clock.shift(DAY);
    assert_eq!(app.services.sessions.reap().await.unwrap(), (0, 1));
    assert_eq!(app.count("SELECT COUNT(*) FROM sessions").await, 2);
    assert!(kept.is_member().await, "a live session is not deleted");
    assert_eq!(old.replaying(&secret).principal().await, Principal::default(), "a deleted session leaves no ending");
    app.policy(&[("history", "1d")]).await;
    assert_eq!(app.services.sessions.reap().await.unwrap(), (0, 0));
    app.clock.shift(DAY);
    assert_eq!(app.services.sessions.reap().await.unwrap(), (0, 1));
    assert!(kept.is_member().await);
}

#[tokio::test]
async fn links_are_deleted_once_past_their_retention() {
    let app = TestApp::start().await;
    app.policy(&[("history", "2d")]).await;
    app.member("ada").await;
    let (_, used) = app.reset_link("ada").await;
    app.browser().fetch("reset_password", &[("token", &used), ("new_password", NEW_PASSWORD)]).await;
    app.reset_link("ada").await;
    app.services.sessions.reap().await.unwrap();
    assert_eq!(app.count("SELECT COUNT(*) FROM links").await, 2);
    app.clock.shift(2 * DAY);
    app.reset_link("ada").await;
    app.clock.shift(DAY / 2);
    app.services.sessions.reap().await.unwrap();
    assert_eq!(app.count("SELECT COUNT(*) FROM links").await, 1);
}

#[tokio::test]
async fn activity_counts_at_once_but_at_most_once_a_minute() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let begun = idle_end(&ada).await;
    app.clock.shift(20 * MINUTE);
    ada.get("/").await;
    let noted = idle_end(&ada).await;
    assert!(noted >= begun + 20 * MINUTE, "activity counts before it is written");
    app.clock.shift(40);
    ada.get("/").await;
    assert_eq!(idle_end(&ada).await, noted, "activity counts once a minute");
    app.clock.shift(20);
    ada.get("/").await;
    assert!(idle_end(&ada).await >= noted + MINUTE);
}

#[tokio::test]
async fn written_activity_survives_a_restart() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let secret = ada.session().unwrap();
    app.clock.shift(20 * MINUTE);
    ada.get("/").await;
    let end = idle_end(&ada).await;
    app.services.sessions.write_activity().await.unwrap();
    let again = app.restart(&[]).await;
    let ada = again.browser().replaying(&secret);
    assert_eq!(idle_end(&ada).await, end);
    app.clock.shift(20 * MINUTE);
    assert!(ada.is_member().await);
}

#[tokio::test]
async fn activity_on_another_server_extends_the_session() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let beside = app.restart(&[]).await;
    let there = beside.browser().replaying(&ada.session().unwrap());
    app.clock.shift(20 * MINUTE);
    there.get("/").await;
    beside.services.sessions.write_activity().await.unwrap();
    app.clock.shift(20 * MINUTE);
    assert_eq!(app.services.sessions.reap().await.unwrap().0, 0);
    assert!(ada.is_member().await);
}

#[tokio::test]
async fn the_server_writes_activity_periodically() {
    let app = TestApp::start().await;
    app.run_maintenance();
    let ada = app.member("ada").await;
    let written = || app.count("SELECT last_seen_at FROM sessions");
    let first = written().await;
    app.clock.shift(5 * MINUTE);
    ada.get("/").await;
    // Polls, because writing sends no notification.
    for _ in 0..600 {
        if written().await > first {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("the activity is not written");
}

/// In a role with many accounts, expired sessions are found by time instead of by account.
#[tokio::test]
async fn expired_sessions_of_a_large_role_are_found() {
    const MORE: &str = "WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 1001) \
         INSERT INTO accounts (id, username, username_key, username_skeleton, display_name, password_hash, role, \
         created_at, password_changed_at) SELECT 'many-' || n, 'many-' || n, 'many-' || n, 'many-' || n, 'Many', '', \
         'member', 0, 0 FROM numbers";
    let app = TestApp::start().await;
    app.execute(MORE).await;
    let sign_in = |name: &'static str, remember_me: &'static str| {
        let browser = app.browser();
        async move {
            let fields = [("username", name), ("password", PASSWORD), ("remember_me", remember_me)];
            assert_eq!(browser.fetch("sign_in", &fields).await.status, 200);
            browser
        }
    };
    let (_, grace) = (app.member("ada").await, app.administrator("grace").await);
    let (busy, kept) = (sign_in("ada", "false").await, sign_in("ada", "true").await);
    let ahead = sign_in("ada", "false").await;
    app.pass(20 * MINUTE).await;
    assert_eq!(busy.get("/account").await.status, 200);
    // The administrator's, whose limit is shorter.
    assert_eq!(app.services.sessions.end_expired_sessions().await.unwrap(), 1);
    assert_eq!(grace.ended().await, Some(Ending::Idle));
    app.pass(15 * MINUTE).await;
    assert_eq!(app.services.sessions.end_expired_sessions().await.unwrap(), 2, "idle for 35 minutes");
    for _ in 0..68 {
        app.pass(10 * MINUTE).await;
        assert_eq!(busy.get("/account").await.status, 200);
    }
    app.pass(5 * MINUTE).await;
    assert_eq!(app.services.sessions.end_expired_sessions().await.unwrap(), 1, "after 12 hours");
    assert_eq!(busy.ended().await, Some(Ending::Absolute));
    app.pass(14 * DAY).await;
    assert_eq!(app.services.sessions.end_expired_sessions().await.unwrap(), 1);
    assert_eq!(kept.ended().await, Some(Ending::Idle));
    assert_eq!(ahead.ended().await, Some(Ending::Idle));
    // Begun in the future, by a wrong clock.
    let now = app.clock.now();
    sign_in("ada", "true").await;
    app.execute(&format!("UPDATE sessions SET created_at = {now} + 301 WHERE ended_at IS NULL")).await;
    assert_eq!(app.services.sessions.end_expired_sessions().await.unwrap(), 1);
}
