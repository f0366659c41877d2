//! The audit: every act records an event in its own transaction.

use hallpass::{access::server::Grant, audit::AuditPage, ban::server::BanTerms};
use tokio::task::JoinSet;

use crate::support::audit::{EventSummary, after, assert_sound, newest, summary};
use hallpass::testing::{Browser, NEW_PASSWORD, PASSWORD, TestApp};

async fn told_after(app: &TestApp, seq: i64) -> Vec<EventSummary> {
    after(app, seq).await.iter().map(summary).collect()
}

fn expect(found: &[EventSummary], wanted: &[(&str, &str, &str, &str)]) {
    let found: Vec<_> = found.iter().map(|(a, b, c, d)| (&**a, &**b, &**c, &**d)).collect();
    assert_eq!(found, wanted);
}

/// Calls a function and asserts that it succeeds.
async fn ok(browser: &Browser, function: &str, fields: &[(&str, &str)]) {
    let reply = browser.fetch(function, fields).await;
    assert_eq!(reply.status, 200, "{function}: {}", reply.body);
}

#[tokio::test]
async fn signing_up_and_out_is_recorded_with_the_address() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let id = ada.id().await;
    ok(&ada, "sign_out", &[]).await;
    expect(
        &told_after(&app, 0).await,
        &[
            ("account.sign_up", "ada", "ada", ""),
            ("session.start", "ada", "ada", &format!("method=sign_up remember_me=false session={id}")),
            ("session.end", "ada", "ada", "ending=signed_out sessions=1 whose=this session"),
        ],
    );
    for event in after(&app, 0).await {
        assert_eq!(event.address.as_deref(), Some("127.0.0.1"));
        assert_eq!(event.request.len(), 36, "{event:?}");
        assert_eq!(event.outcome, "done");
        assert!((event.at - app.clock.now()).abs() < 60);
    }
    assert_sound(&app).await;
}

#[tokio::test]
async fn an_event_has_the_request_id_of_the_response() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let reply = ada.fetch("change_display_name", &[("display_name", "Ada L.")]).await;
    let events = after(&app, 0).await;
    assert_eq!(events.last().unwrap().request, reply.header("x-request-id"));
}

#[tokio::test]
async fn profile_and_password_changes_are_recorded_without_the_input() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let start = newest(&app).await;
    ok(&ada, "change_display_name", &[("display_name", "Canary Name")]).await;
    ok(&ada, "change_email", &[("email", "canary@example.org"), ("current_password", PASSWORD)]).await;
    ok(&ada, "change_password", &[("current_password", PASSWORD), ("new_password", NEW_PASSWORD)]).await;
    let found = told_after(&app, start).await;
    expect(
        &found[..4],
        &[
            ("profile.change", "ada", "ada", "field=display_name"),
            ("profile.change", "ada", "ada", "field=email"),
            ("password.change", "ada", "ada", ""),
            ("session.end", "ada", "ada", &found[3].3),
        ],
    );
    assert!(found[3].3.starts_with("ending=replaced sessions=1 "), "{found:?}");
    assert_eq!((&*found[4].0, found.len()), ("session.start", 5));
    let (_, token) = app.reset_link("ada").await;
    let start = newest(&app).await - 1;
    ok(&app.browser(), "reset_password", &[("token", &token), ("new_password", PASSWORD)]).await;
    let found = told_after(&app, start).await;
    expect(&found[..2], &[("password.link", "operator", "ada", ""), ("password.reset", "ada", "ada", "")]);
    let everything = format!("{:?}", after(&app, 0).await);
    for secret in ["Canary", "canary", PASSWORD, NEW_PASSWORD, &token] {
        assert!(!everything.contains(secret), "{secret}");
    }
}

#[tokio::test]
async fn administrative_acts_are_recorded_with_old_and_new_values() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    app.member("noor").await;
    let (id, session) = (app.id_of("noor").await, app.session_of(&app.id_of("noor").await).await);
    let start = newest(&app).await;
    ok(&grace, "end_account_session", &[("id", &session)]).await;
    ok(&grace, "change_role", &[("id", &id), ("role", "administrator")]).await;
    ok(&grace, "change_role", &[("id", &id), ("role", "member")]).await;
    app.sign_in("noor", PASSWORD).await;
    let before_ban = newest(&app).await;
    ok(&grace, "ban_account", &[("id", &id), ("reason", "Canary"), ("until", "2999-01-31 18:00")]).await;
    ok(&grace, "lift_ban", &[("id", &id)]).await;
    let found = told_after(&app, start).await;
    expect(
        &found[..3],
        &[
            (
                "session.end",
                "grace",
                "noor",
                &format!("ending=ended_by_administrator sessions=1 whose=session {session}"),
            ),
            ("account.role", "grace", "noor", "from=member to=administrator"),
            ("account.role", "grace", "noor", "from=administrator to=member"),
        ],
    );
    let ban = app.text("SELECT id FROM bans").await;
    expect(
        &told_after(&app, before_ban).await,
        &[
            ("account.ban", "grace", "noor", &format!("ban={ban} until=2999-01-31T18:00:00Z")),
            ("session.end", "grace", "noor", &format!("ending=banned sessions=1 whose=account {id}")),
            ("account.lift_ban", "grace", "noor", &format!("ban={ban}")),
        ],
    );
    assert!(!format!("{:?}", after(&app, 0).await).contains("Canary"), "the reason of a ban is not in the chain");
}

#[tokio::test]
async fn changes_from_the_command_line_are_recorded_as_the_operator_s() {
    let app = TestApp::start().await;
    app.administrator("grace").await;
    let start = newest(&app).await;
    app.policy(&[("idle", "20m"), ("history", "2d")]).await;
    expect(
        &told_after(&app, start).await,
        &[
            ("policy.change", "operator", "", "from=30m setting=everyone:idle to=20m"),
            ("policy.change", "operator", "", "from=90d setting=everyone:history to=2d"),
        ],
    );
    let event = after(&app, start).await.remove(0);
    assert_eq!((event.address, event.request), (None, String::new()));
}

#[tokio::test]
async fn setting_up_is_recorded() {
    let app = TestApp::start().await;
    let path = app.services.accounts.set_up_link().await.unwrap().expect("nobody is there yet");
    let token = path.split_once("token=").unwrap().1;
    ok(&app.browser(), "set_up", &[("token", token), ("username", "grace"), ("password", PASSWORD)]).await;
    let found = told_after(&app, 0).await;
    let policy = "from=default setting=administrator:second_factor to=required";
    expect(&found[..2], &[("account.set_up", "grace", "grace", ""), ("policy.change", "grace", "", policy)]);
    assert_eq!((&*found[2].0, found.len()), ("session.start", 3));
}

#[tokio::test]
async fn a_sign_in_that_replaces_a_session_records_both() {
    let app = TestApp::start().await;
    let old = app.member("ada").await.id().await;
    app.policy(&[("sessions", "1")]).await;
    let start = newest(&app).await;
    let fields = [("username", "ada"), ("password", PASSWORD), ("instead_of", &*old)];
    ok(&app.browser(), "sign_in", &fields).await;
    let found = told_after(&app, start).await;
    expect(&found[..1], &[("session.end", "ada", "ada", &format!("ending=too_many sessions=1 whose=session {old}"))]);
    assert_eq!((&*found[1].0, found.len()), ("session.start", 2));
}

#[tokio::test]
async fn expired_sessions_are_recorded_as_ended_by_the_system() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    app.member("noor").await;
    let session = ada.id().await;
    let start = newest(&app).await;
    app.clock.shift(31 * 60);
    assert!(!ada.is_member().await);
    assert_eq!(app.services.sessions.reap().await.unwrap().0, 1);
    let found = told_after(&app, start).await;
    expect(
        &found[..1],
        &[("session.end", "system", "ada", &format!("ending=idle sessions=1 whose=session {session}"))],
    );
    assert_eq!((&*found[1].2, found.len()), ("noor", 2));
}

#[tokio::test]
async fn acts_that_are_rolled_back_are_not_recorded() {
    let app = TestApp::start().await;
    app.administrator("grace").await;
    let id = app.id_of("grace").await;
    let start = newest(&app).await;
    assert!(app.services.roles.change_role(&Grant::operator(), &id, "member").await.is_err());
    assert!(
        app.services
            .bans
            .ban(&Grant::operator(), &id, BanTerms { reason: "Spam", until: "", ..BanTerms::default() })
            .await
            .is_err()
    );
    assert_eq!(told_after(&app, start).await, []);
    assert_sound(&app).await;
}

#[tokio::test]
async fn fifty_concurrent_acts_leave_an_intact_chain() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let secret = ada.session().unwrap();
    let start = newest(&app).await;
    let mut racing = JoinSet::new();
    for number in 0..50 {
        let browser = app.browser().replaying(&secret);
        racing.spawn(async move {
            let name = format!("Ada {number}");
            browser.fetch("change_display_name", &[("display_name", &name)]).await.status
        });
    }
    let done = racing.join_all().await.into_iter().filter(|status| *status == 200).count();
    assert!(done > 0);
    assert_eq!(after(&app, start).await.len(), done, "one event for each call that succeeded");
    assert_sound(&app).await;
}

async fn page(browser: &Browser, fields: &[(&str, &str)]) -> AuditPage {
    let reply = browser.fetch("list_audit", fields).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    reply.json()
}

#[tokio::test]
async fn each_audit_filter_finds_the_matching_events() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    app.member("Noor").await;
    app.ban("noor", "Spam", "").await;
    let acts = async |fields: &[(&str, &str)]| {
        page(&grace, fields).await.events.into_iter().map(|event| event.act).collect::<Vec<_>>()
    };
    assert_eq!(acts(&[("act", "account.ban")]).await, ["account.ban"]);
    let of_noor = ["session.end", "account.ban", "session.start", "account.sign_up"];
    assert_eq!(acts(&[("account", " noor ")]).await, of_noor);
    assert_eq!(acts(&[("account", &app.id_of("noor").await)]).await, of_noor);
    assert_eq!(acts(&[("account", "operator"), ("act", "account.role")]).await, ["account.role"]);
    assert_eq!(acts(&[("account", "nobody")]).await, Vec::<String>::new());
    assert_eq!(acts(&[("outcome", "refused")]).await, Vec::<String>::new());
    assert_eq!(acts(&[("address", "127.0.0.1"), ("account", "noor")]).await, ["session.start", "account.sign_up"]);
    assert_eq!(acts(&[("address", "192.0.2.1")]).await, Vec::<String>::new());
    assert_eq!(acts(&[("since", "2999-01-01")]).await, Vec::<String>::new());
    assert_eq!(acts(&[("until", "2000-01-01")]).await, Vec::<String>::new());
    assert_eq!(
        acts(&[("since", "2000-01-01"), ("until", "2999-01-01"), ("act", "account.ban")]).await,
        ["account.ban"]
    );
    let wrong = [("act", "x"), ("outcome", "y"), ("since", "soon"), ("until", "later")];
    let reply = grace.fetch("list_audit", &wrong).await;
    assert_eq!((reply.status, reply.problems().len()), (422, 4));
}

#[tokio::test]
async fn audit_pages_have_no_gaps_or_repeats() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    for number in 0..60 {
        ok(&grace, "change_display_name", &[("display_name", &format!("Grace {number}"))]).await;
    }
    let first = page(&grace, &[]).await;
    let before = first.before.expect("more").to_string();
    let second = page(&grace, &[("before", &before)]).await;
    let seqs: Vec<_> = first.events.iter().chain(&second.events).map(|event| event.seq).collect();
    assert_eq!(seqs, (1..=newest(&app).await).rev().collect::<Vec<_>>());
    assert_eq!(second.before, None);
    let html = grace.get("/admin/audit").await.body;
    assert!(html.contains(&format!("/admin/audit?before={before}")), "{html}");
}

#[tokio::test]
async fn the_audit_page_describes_events_without_scripts() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let id = {
        app.member("eve").await;
        app.id_of("eve").await
    };
    let reply = grace.fetch("ban_account", &[("id", &id), ("reason", "Spam")]).await;
    let html = grace.get("/admin/audit?account=eve&act=account.ban").await.body.replace("<!>", "");
    assert!(
        html.contains("<b>grace</b>") && html.contains(&format!("href=\"/admin/accounts/{id}\">eve</a>")),
        "{html}"
    );
    assert!(html.contains(": grace banned eve"), "the name of the details: {html}");
    assert!(html.contains(reply.header("x-request-id")), "{html}");
    assert!(html.contains("/admin/audit.csv?act=account.ban&amp;account=eve"), "{html}");
    let html = grace.get("/admin/audit?account=nobody").await.body;
    assert!(html.contains("No events match your search. Change or remove a filter."), "{html}");
    let html = grace.get("/admin/audit?since=soon").await.body;
    assert!(html.contains("From: Enter a date"), "{html}");
}
