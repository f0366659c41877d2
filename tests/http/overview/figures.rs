//! The overview: its figures and chart are current, and events appear only for people who may see the audit.

use hallpass::{
    access::server::Grant,
    database::Engine,
    overview::{Figures, OverviewSummary, SignIns},
};

use crate::support::channel::Channel;
use hallpass::testing::{Browser, PASSWORD, TestApp};

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
/// How long the count of a large database is cached, in seconds.
const KEEP: i64 = 30;

async fn overview(browser: &Browser, range: &str) -> OverviewSummary {
    let reply = browser.fetch("show_overview", &[("range", range)]).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    reply.json()
}

/// The figures after the cache has expired.
async fn figures(app: &TestApp, browser: &Browser) -> Figures {
    app.clock.shift(KEEP);
    overview(browser, "").await.figures
}

/// The totals over all parts of the chart.
fn sums(parts: &[SignIns]) -> (i64, i64) {
    (parts.iter().map(|part| part.done).sum(), parts.iter().map(|part| part.refused).sum())
}

/// Moves the clock to half past noon some days later, so that no part of the chart ends during a test.
fn to_half_past_noon(app: &TestApp) -> i64 {
    let now = app.clock.now();
    app.clock.shift(3 * DAY - now % DAY + 12 * HOUR + 30 * MINUTE + 2);
    app.clock.now()
}

/// Appends an event with this time to the chain.
async fn event(app: &TestApp, seq: i64, at: i64, act: &str, outcome: &str) {
    app.execute(&format!(
        "INSERT INTO audit_events (seq, at, act, outcome, reason, actor, subject, detail, request, origin, previous, hash) \
         VALUES ({seq}, {at}, '{act}', '{outcome}', '', '', '', '{{}}', '', '', '', '')"
    ))
    .await;
}

#[tokio::test]
async fn the_overview_of_an_empty_database_is_empty() {
    let app = TestApp::start().await;
    let found = app.services.overviews.overview(&Grant::operator(), "").await.expect("an overview");
    assert_eq!(found.figures, Figures::default());
    assert_eq!((found.sign_ins.len(), sums(&found.sign_ins)), (24, (0, 0)));
    assert_eq!((found.events, found.health.head), (Some(Vec::new()), 0));
}

#[tokio::test]
async fn the_figures_follow_every_change() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let mut expected = Figures { people: 1, sessions: 1, accounts: 1, ..Figures::default() };
    assert_eq!(figures(&app, &grace).await, expected);
    app.member("ada").await;
    app.sign_in("ada", PASSWORD).await;
    let noor = app.member("noor").await;
    (expected.people, expected.sessions, expected.accounts) = (3, 4, 3);
    assert_eq!(figures(&app, &grace).await, expected);
    assert_eq!(noor.fetch("close_account", &[("username", "noor"), ("current_password", PASSWORD)]).await.status, 200);
    let eve = app.banned("eve").await;
    (expected.people, expected.sessions, expected.accounts, expected.banned) = (2, 3, 3, 1);
    assert_eq!(figures(&app, &grace).await, expected);
    assert_eq!(eve.fetch("appeal_ban", &[("text", "It was not me.")]).await.status, 200);
    let fields = [("uses", "1"), ("expires", "1h"), ("note", "")];
    assert_eq!(grace.fetch("create_invitation", &fields).await.status, 200);
    (expected.appeals, expected.invitations) = (1, 1);
    assert_eq!(figures(&app, &grace).await, expected);
    app.lift_ban("eve").await;
    (expected.banned, expected.appeals) = (0, 0);
    assert_eq!(figures(&app, &grace).await, expected);
}

#[tokio::test]
async fn expired_sessions_bans_and_invitations_are_not_counted() {
    let app = TestApp::start().await;
    app.administrator("grace").await;
    app.member("ada").await;
    let now = app.clock.now();
    app.execute(&format!(
        "INSERT INTO bans (id, account_id, reason, created_at, until) \
         SELECT 'b', id, 'Spam', {now}, {now} + {HOUR} FROM accounts WHERE username = 'ada'"
    ))
    .await;
    let grace = app.sign_in("grace", PASSWORD).await;
    assert_eq!(grace.fetch("create_invitation", &[("uses", "1"), ("expires", "1h"), ("note", "")]).await.status, 200);
    let found = figures(&app, &grace).await;
    assert_eq!((found.sessions, found.banned, found.invitations), (3, 1, 1));
    app.clock.shift(HOUR);
    let grace = app.sign_in("grace", PASSWORD).await;
    let found = figures(&app, &grace).await;
    assert_eq!((found.people, found.sessions, found.banned, found.invitations), (1, 1, 0, 0));
}

#[tokio::test]
async fn a_small_database_is_counted_at_every_request() {
    let app = TestApp::start().await;
    // Counted while empty, as the server does when it starts.
    for range in ["hour", "day", "month"] {
        app.services.overviews.overview(&Grant::operator(), range).await.expect("an overview");
    }
    let grace = app.administrator("grace").await;
    let first = overview(&grace, "day").await;
    assert_eq!((first.figures.accounts, first.figures.people, first.is_cached), (1, 1, false));
    app.member("ada").await;
    for range in ["hour", "day", "month"] {
        let again = overview(&grace, range).await;
        assert_eq!((again.figures.accounts, again.figures.people), (2, 2), "{range}");
        assert_eq!(sums(&again.sign_ins), (2, 0), "{range}");
    }
    let html = grace.get("/admin").await.body;
    assert!(html.contains("Updated ") && !html.contains("every 30 seconds"), "{html}");
}

#[tokio::test]
async fn concurrent_overviews_are_never_older_than_their_request() {
    let app = TestApp::start().await;
    app.administrator("grace").await;
    let mut looks = tokio::task::JoinSet::new();
    for number in 2..=12 {
        app.member(&hallpass::testing::new_name()).await;
        let overviews = app.services.overviews.clone();
        looks.spawn(async move {
            let found = overviews.overview(&Grant::operator(), "").await.expect("an overview");
            assert!(found.figures.accounts >= number, "{} of {number}", found.figures.accounts);
        });
    }
    while let Some(looked) = looks.join_next().await {
        looked.expect("a look");
    }
}

#[tokio::test]
async fn sign_ins_and_refusals_are_counted_in_the_part_of_their_time() {
    let app = TestApp::start().await;
    to_half_past_noon(&app);
    let grace = app.administrator("grace").await;
    for _ in 0..2 {
        app.browser().fetch("sign_in", &[("username", "grace"), ("password", "wrong password")]).await;
    }
    app.clock.shift(7 * MINUTE);
    app.sign_in("grace", PASSWORD).await.fetch("sign_out", &[]).await;
    for (range, parts, split) in [("hour", 12, true), ("day", 24, false), ("month", 30, false)] {
        let found = overview(&grace, range).await.sign_ins;
        assert_eq!((found.len(), sums(&found)), (parts, (2, 2)), "{range}");
        let [before, last] = [&found[parts - 2], &found[parts - 1]].map(|part| (part.done, part.refused));
        assert_eq!([before, last], if split { [(1, 2), (1, 0)] } else { [(0, 0), (2, 2)] }, "{range}");
    }
}

#[tokio::test]
async fn each_part_of_the_chart_includes_its_start_and_excludes_its_end() {
    let app = TestApp::start().await;
    let now = to_half_past_noon(&app);
    let grace = app.administrator("grace").await;
    let (midnight, hour) = (now - now % DAY, now - now % HOUR);
    let five = now - now % (5 * MINUTE);
    for (index, (range, step, parts, last)) in
        [("hour", 5 * MINUTE, 12, five), ("day", HOUR, 24, hour), ("month", DAY, 30, midnight)].into_iter().enumerate()
    {
        let first = last - (parts - 1) * step;
        let start = overview(&grace, range).await.sign_ins;
        assert_eq!((start[0].since, start[start.len() - 1].since), (first, last), "{range}");
        let seq = 1000 * (1 + i64::try_from(index).unwrap());
        event(&app, seq, first - 1, "session.start", "done").await;
        event(&app, seq + 1, first, "session.start", "done").await;
        event(&app, seq + 2, first + step - 1, "session.start", "refused").await;
        event(&app, seq + 3, first + step, "session.start", "refused").await;
        event(&app, seq + 4, first, "password.prove", "refused").await;
        app.clock.shift(KEEP);
        let found = overview(&grace, range).await.sign_ins;
        assert_eq!((found[0].done, found[0].refused), (start[0].done + 1, start[0].refused + 1), "{range}");
        assert_eq!(found[1].refused, start[1].refused + 1, "{range}");
        let (before, after) = (sums(&start), sums(&found));
        assert_eq!(after, (before.0 + 1, before.1 + 2), "{range}");
    }
}

#[tokio::test]
async fn an_event_from_the_future_is_counted_in_the_last_part() {
    let app = TestApp::start().await;
    let now = to_half_past_noon(&app);
    let grace = app.administrator("grace").await;
    event(&app, 1000, now + DAY, "session.start", "refused").await;
    for range in ["hour", "day", "month"] {
        assert_eq!(overview(&grace, range).await.sign_ins.last().unwrap().refused, 1, "{range}");
    }
}

#[tokio::test]
async fn only_people_who_may_see_the_audit_see_events() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    app.moderator("judy").await;
    for number in 0..9 {
        grace.fetch("change_display_name", &[("display_name", &format!("Grace {number}"))]).await;
    }
    app.ban("judy", "Spam", "").await;
    app.lift_ban("judy").await;
    let judy = app.sign_in("judy", PASSWORD).await;
    let found = overview(&grace, "").await.events.expect("events");
    let words: Vec<_> = found.iter().map(hallpass::audit::AuditEvent::words).collect();
    assert_eq!(words.len(), 8);
    assert_eq!(words[..2], ["judy signed in", "The server’s operator lifted the ban on judy"]);
    assert_eq!(words[7], "grace changed their profile");
    assert_eq!(overview(&judy, "").await.events, None);
    let html = grace.get("/admin").await.body;
    assert!(html.contains("Just happened") && html.contains("lifted the ban on "), "{html}");
    let html = judy.get("/admin").await.body;
    assert!(html.contains("people signed in"), "{html}");
    assert!(!html.contains("Just happened") && !html.contains("lifted the ban on "), "{html}");
}

#[tokio::test]
async fn an_unknown_range_is_rejected_and_the_page_shows_the_default_one() {
    let app = TestApp::start().await;
    let judy = app.moderator("judy").await;
    for range in ["year", "Day", "day "] {
        let reply = judy.fetch("show_overview", &[("range", range)]).await;
        assert_eq!((reply.status, reply.problems().len()), (422, 1), "{range:?}: {}", reply.body);
    }
    let reply = judy.get("/admin?range=year").await;
    assert_eq!(reply.status, 200);
    assert!(reply.body.contains("Sign-ins in the last 24 hours"), "{}", reply.body);
}

#[tokio::test]
async fn the_chart_is_an_image_with_a_label_and_a_table() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    for (range, parts) in [("hour", 12), ("day", 24), ("month", 30)] {
        let html = grace.get(&format!("/admin?range={range}")).await.body;
        let chart = html.split("<figure").nth(1).and_then(|rest| rest.split("</figure>").next()).expect("a chart");
        assert!(chart.contains("role=\"img\"") && chart.contains("Signed in: 1. Refused: 0."), "{chart}");
        assert_eq!(chart.matches("<rect").count(), 2 * parts, "{chart}");
        assert_eq!(chart.matches("<th scope=\"row\">").count(), parts, "{chart}");
        assert!(!html.contains(" style="), "no inline styles");
        assert!(html.contains(&format!("href=\"/admin?range={range}\" aria-current=\"page\"")), "{html}");
    }
}

#[tokio::test]
async fn an_hour_without_sign_ins_is_described_in_words() {
    let app = TestApp::start().await;
    app.policy(&[("idle", "4h")]).await;
    app.role("night-watch", "use_account use_console").await;
    let watch = app.with_role("sam", "night-watch").await;
    app.clock.shift(2 * HOUR);
    let html = watch.get("/admin?range=hour").await.body;
    assert!(html.contains("No sign-ins in the last 60 minutes, not even refused ones."), "{html}");
    assert!(!html.contains("<figure"), "{html}");
}

#[tokio::test]
async fn the_overview_shows_the_health_of_the_server() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let before = overview(&grace, "").await.health;
    let engine = match app.services.database.engine() {
        Engine::Sqlite => "SQLite",
        Engine::Postgres => "PostgreSQL",
    };
    assert_eq!((&*before.version, &*before.engine), (env!("CARGO_PKG_VERSION"), engine));
    assert!(before.answers && before.migrated && before.started_at <= app.clock.now());
    assert_eq!((before.tabs, before.maintained_at), (0, None));
    let (_tab, _) = Channel::open(&app, &grace).await;
    app.clock.shift(MINUTE);
    app.services.sessions.reap().await.expect("the maintenance");
    app.member("ada").await;
    let after = overview(&grace, "").await.health;
    assert_eq!((after.tabs, after.started_at), (1, before.started_at));
    assert!(after.maintained_at.is_some_and(|at| at >= before.started_at + MINUTE));
    assert!(after.head > before.head);
}

#[tokio::test]
async fn the_overview_reports_a_schema_of_another_version() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    app.execute(
        "UPDATE _sqlx_migrations SET version = 9999 WHERE version = (SELECT MAX(version) FROM _sqlx_migrations)",
    )
    .await;
    assert!(!overview(&grace, "").await.health.migrated);
    assert!(grace.get("/admin").await.body.contains("Doesn’t match this version."));
}
