//! Old records are deleted permanently only if the clock is plausible.

use hallpass::{
    access::{Ending, server::Grant},
    audit::server::Verdict,
    health::Warning,
};

use crate::support::program::Program;
use hallpass::testing::{NEW_PASSWORD, PASSWORD, TestApp};

const DAY: i64 = 24 * 3600;
const YEARS: i64 = 3 * 365 * DAY;

/// An application with an ended session, a link and events, after a first maintenance run.
async fn with_history() -> TestApp {
    let app = TestApp::start().await;
    app.policy(&[("history", "2d"), ("audit", "30d")]).await;
    app.member("ada").await.fetch("sign_out", &[]).await;
    app.reset_link("ada").await;
    maintain(&app).await;
    app
}

/// Runs maintenance; returns how many rows it deleted.
async fn maintain(app: &TestApp) -> u64 {
    let removed = app.services.sessions.reap().await.unwrap().1;
    removed + app.services.audit.cut().await.unwrap()
}

/// The numbers of rows that age deletes, and the oldest sequence number of the audit.
async fn kept(app: &TestApp) -> [i64; 4] {
    [
        app.count("SELECT COUNT(*) FROM sessions").await,
        app.count("SELECT COUNT(*) FROM links").await,
        app.count("SELECT COUNT(*) FROM changes").await,
        app.count("SELECT MIN(seq) FROM audit_events").await,
    ]
}

async fn warnings(app: &TestApp) -> Vec<Warning> {
    let overview = app.services.overviews.overview(&Grant::operator(), "").await.unwrap();
    overview.health.warnings.into_iter().map(|active| active.warning).collect()
}

#[tokio::test]
async fn a_clock_that_is_briefly_years_ahead_deletes_nothing() {
    let app = with_history().await;
    let before = kept(&app).await;
    app.clock.set(YEARS);
    for _ in 0..4 {
        assert_eq!(maintain(&app).await, 0);
        app.clock.shift(30);
    }
    assert_eq!(kept(&app).await, before);
    let [Warning::ClockDoubted { seconds }] = &warnings(&app).await[..] else { panic!("no warning") };
    assert!((YEARS..YEARS + 300).contains(seconds), "{seconds}");
    app.sign_in("ada", PASSWORD).await;
    app.clock.set(-YEARS);
    assert_eq!(maintain(&app).await, 0);
    assert_eq!(kept(&app).await[3], before[3]);
    assert_eq!(warnings(&app).await, []);
    app.sign_in("ada", PASSWORD).await;
    let verdict = app.services.audit.verify(&Grant::operator(), None).await.unwrap();
    assert!(matches!(verdict, Verdict::Sound { removed: 0, set_back: Some(_), .. }), "{verdict:?}");
}

#[tokio::test]
async fn old_records_are_deleted_as_days_pass() {
    let app = with_history().await;
    for day in 0..40 {
        app.clock.shift(DAY);
        maintain(&app).await;
        assert_eq!(warnings(&app).await, [], "{day}");
    }
    assert_eq!(kept(&app).await[..2], [0, 0]);
    assert!(app.count("SELECT MIN(seq) FROM audit_events").await > 1);
    let verdict = app.services.audit.verify(&Grant::operator(), None).await.unwrap();
    assert!(matches!(verdict, Verdict::Sound { removed: 1.., set_back: None, .. }), "{verdict:?}");
}

#[tokio::test]
async fn after_a_long_pause_deletion_waits_for_three_days() {
    let app = with_history().await;
    let before = kept(&app).await;
    app.clock.shift(60 * DAY);
    let again = app.restart(&[]).await;
    for hour in 0..72 {
        assert_eq!(maintain(&again).await, 0, "{hour}");
        app.clock.shift(3600);
    }
    assert_eq!(kept(&again).await, before);
    assert!(matches!(warnings(&again).await[..], [Warning::ClockDoubted { .. }]));
    assert!(maintain(&again).await > 0);
    assert_eq!(warnings(&again).await, []);
    assert_eq!(kept(&again).await[..2], [0, 0]);
}

#[tokio::test]
async fn after_a_long_pause_the_operator_can_confirm_the_clock() {
    let app = with_history().await;
    app.clock.shift(60 * DAY);
    assert_eq!(maintain(&app).await, 0);
    app.services.audit.confirm_clock(&Grant::operator()).await.unwrap();
    assert!(maintain(&app).await > 0);
    assert_eq!(warnings(&app).await, []);
    assert_eq!(
        app.count("SELECT COUNT(*) FROM audit_events WHERE act = 'clock.confirm' AND actor = 'operator'").await,
        1
    );
}

#[tokio::test]
async fn a_server_with_a_wrong_clock_deletes_nothing_beside_one_with_a_right_clock() {
    let app = with_history().await;
    app.policy(&[("history", "30d")]).await;
    let wrong = app.beside(YEARS).await;
    let before = kept(&app).await;
    for _ in 0..10 {
        assert_eq!(maintain(&wrong).await + maintain(&app).await, 0);
        app.clock.shift(DAY);
        wrong.clock.shift(DAY);
    }
    assert_eq!(kept(&app).await[..2], before[..2]);
    assert_eq!(warnings(&app).await, []);
    assert!(matches!(warnings(&wrong).await[..], [Warning::ClockDoubted { .. }]));
}

#[tokio::test]
async fn the_command_line_shows_and_confirms_the_clock() {
    let program = Program::new().await;
    assert_eq!(program.run(&["migrate"]).code, 0);
    let shown = program.run(&["clock", "show"]);
    assert_eq!(shown.code, 0, "{}", shown.err);
    assert!(shown.out.contains("last cleanup"), "{}", shown.out);
    let confirmed = program.run(&["clock", "confirm"]);
    assert_eq!(confirmed.code, 0, "{}", confirmed.err);
    let listed = program.run(&["audit", "list"]);
    assert!(listed.out.contains("The server’s operator confirmed the clock"), "{}", listed.out);
}

#[tokio::test]
async fn sessions_and_links_from_a_fast_clock_end_when_it_is_corrected() {
    let app = TestApp::start().await;
    app.member("ada").await;
    app.clock.set(YEARS);
    let ada = app.sign_in("ada", PASSWORD).await;
    let kept = app.sign_in("ada", PASSWORD).await;
    let (_, token) = app.reset_link("ada").await;
    assert!(ada.is_member().await);
    app.clock.set(-YEARS);
    assert_eq!(ada.ended().await, Some(Ending::Absolute));
    let reset = app.browser().fetch("reset_password", &[("token", &token), ("new_password", NEW_PASSWORD)]).await;
    assert_eq!(reset.status, 410, "{}", reset.body);
    app.services.sessions.reap().await.unwrap();
    assert_eq!(app.count("SELECT COUNT(*) FROM sessions WHERE ended_at IS NULL").await, 1, "the session from before");
    app.clock.set(YEARS);
    assert_eq!(kept.ended().await, Some(Ending::Absolute), "the ending is permanent");
}
