//! Jobs: a cut takes effect at once, before a batch has updated the rows, and the batches then write the same result.

use hallpass::{
    access::{Ending, Role, server::Grant},
    error::{AppError, Conflict},
    policy::{Setting, server::PolicyChange},
    policy_admin::PolicyOutcome,
};

use crate::support::audit::{after, newest, summary};
use hallpass::testing::{Browser, NEW_PASSWORD, PASSWORD, TestApp};

/// More live sessions than are ended within a request.
const MANY: i64 = 2_500;
const MINUTE: i64 = 60;

/// Inserts this many members, each with a live session that was last active `idle` seconds ago.
pub(crate) async fn fill(app: &TestApp, count: i64, idle: i64) {
    let now = app.clock.now();
    let numbers = format!("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})");
    app.execute(&format!(
        "{numbers} INSERT INTO accounts (id, username, username_key, username_skeleton, display_name, password_hash, \
         role, created_at, password_changed_at) SELECT 'id-' || i, 'user-' || i, 'user-' || i, 'user-' || i, 'User', '', \
         'member', 1, 0 FROM n"
    ))
    .await;
    app.execute(&format!(
        "INSERT INTO sessions (id, secret_hash, account_id, data, created_at, last_seen_at, remember_me, address, network, \
         user_agent) SELECT id, id, id, '{{}}', {now} - {idle}, {now} - {idle}, 0, '192.0.2.1', '', 'Firefox' \
         FROM accounts WHERE id LIKE 'id-%'"
    ))
    .await;
}

/// A server with many sessions that makes cuts but leaves the rows to another server.
async fn resting(idle: i64) -> TestApp {
    let app = TestApp::start().await;
    fill(&app, MANY, idle).await;
    app.services.jobs.close().await;
    app
}

/// Lets another server finish the jobs; returns what they ended and who started them, oldest first.
async fn work(app: &TestApp) -> Vec<(i64, String)> {
    let other = app.restart(&[]).await;
    other.run_maintenance();
    let all = async {
        loop {
            if app.count("SELECT COUNT(*) FROM jobs WHERE finished_at IS NULL").await == 0 {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_mins(2), all).await.expect("the jobs end");
    assert_eq!(app.count("SELECT COUNT(*) FROM session_cuts").await, 0, "no cut remains");
    let sql = "SELECT ended, actor FROM jobs ORDER BY generation";
    sqlx::query_as(sql).fetch_all(app.services.database.pool()).await.expect("jobs")
}

async fn end_every(browser: &Browser, role: &str, keep_own: &str) -> Option<i64> {
    let reply = browser.fetch("end_every_session", &[("role", role), ("keep_own", keep_own)]).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    reply.json()
}

async fn policy(app: &TestApp, role: Option<Role>, idle: &str) -> PolicyOutcome {
    let setting = Setting::of_name("idle").expect("a setting");
    let change = PolicyChange { role, setting, value: Some(setting.parse(idle).expect("a value")) };
    app.services.policy_admin.change_policy(&Grant::operator(), &[change]).await.expect("a policy")
}

/// The stored ending of the account's newest session, or `live`.
async fn written(app: &TestApp, name: &str) -> String {
    let id = app.id_of(name).await;
    app.text(&format!(
        "SELECT COALESCE(ending, 'live') FROM sessions WHERE account_id = '{id}' ORDER BY id DESC LIMIT 1"
    ))
    .await
}

#[tokio::test]
async fn a_cut_ends_every_session_before_a_batch_updates_its_row() {
    let app = resting(0).await;
    let (grace, ada) = (app.administrator("grace").await, app.member("ada").await);
    let secret = ada.session().unwrap();
    let seq = newest(&app).await;
    assert_eq!(end_every(&grace, "everyone", "true").await, None, "too many to wait for");
    assert_eq!(written(&app, "ada").await, "live", "no row has been updated");
    // Pages, functions, lists and counts treat the session as ended.
    assert_eq!(ada.get("/account").await.status, 302);
    let replayed = ada.replaying(&secret);
    assert_eq!(replayed.fetch("change_display_name", &[("display_name", "Late")]).await.status, 401);
    assert_eq!(replayed.ended().await, Some(Ending::EndedByAdministrator));
    let counted: Vec<(Role, i64)> = grace.fetch("count_sessions", &[]).await.json();
    assert_eq!(counted.iter().map(|(_, count)| count).sum::<i64>(), 1);
    assert!(grace.is_member().await, "the caller's own session is spared");
    let fresh = app.sign_in("ada", PASSWORD).await;
    assert!(fresh.is_member().await);
    let page = grace.get("/admin/sessions").await.body;
    assert!(page.contains("Ending everyone’s sessions: waiting to start."), "{page}");
    // Now the rows are updated.
    let jobs = work(&app).await;
    assert_eq!((jobs.len(), jobs[0].0), (1, MANY + 1));
    let listed = app.services.jobs.list(&Grant::operator()).await.expect("jobs");
    assert_eq!((listed.len(), listed[0].ended, &*listed[0].by), (1, MANY + 1, "grace"));
    assert_eq!(app.count("SELECT COUNT(*) FROM sessions WHERE ended_at IS NULL").await, 2);
    assert_eq!(replayed.ended().await, Some(Ending::EndedByAdministrator));
    assert!(fresh.is_member().await && grace.is_member().await);
    let lines: Vec<_> = after(&app, seq).await.iter().map(summary).filter(|(act, ..)| act == "session.end").collect();
    let detail = format!("ending=ended_by_administrator sessions={} whose=everyone", MANY + 1);
    assert_eq!(lines, [("session.end".to_owned(), "grace".to_owned(), String::new(), detail)]);
    let page = grace.get("/admin").await.body;
    assert!(page.contains("Ended everyone’s sessions: 2,501 in total."), "{page}");
}

#[tokio::test]
async fn sessions_ended_by_shorter_limits_stay_ended_when_the_limits_are_raised() {
    let app = resting(5 * MINUTE).await;
    let (forgotten, ada) = (app.member("eve").await, app.member("ada").await);
    app.clock.shift(5 * MINUTE);
    let fresh = app.member("noor").await;
    // Expired under the old limits, but not yet recorded.
    let eve = app.id_of("eve").await;
    app.execute(&format!("UPDATE sessions SET last_seen_at = last_seen_at - 1700, created_at = created_at - 1700 WHERE account_id = '{eve}'")).await;
    let short = policy(&app, None, "2m").await;
    assert!(short.is_ending && short.ended == 0, "{short:?}");
    assert_eq!(ada.ended().await, Some(Ending::Policy));
    assert!(fresh.is_member().await);
    let long = policy(&app, None, "1h").await;
    assert!(long.is_ending);
    app.clock.shift(10 * MINUTE);
    for round in ["before", "after"] {
        assert_eq!(ada.ended().await, Some(Ending::Policy), "{round}");
        assert_eq!(forgotten.ended().await, Some(Ending::Idle), "{round}");
        assert!(fresh.is_member().await, "{round}");
        if round == "before" {
            assert_eq!((&*written(&app, "ada").await, &*written(&app, "eve").await), ("live", "live"));
            let jobs = work(&app).await;
            assert_eq!(jobs.iter().map(|job| job.0).collect::<Vec<_>>(), [MANY + 1, 0]);
        }
    }
    let of = |id: &str| format!("SELECT ended FROM policy_changes WHERE id = '{id}'");
    assert_eq!((app.count(&of(&short.id)).await, app.count(&of(&long.id)).await), (MANY + 1, 0));
    let ended = "SELECT COUNT(*) FROM audit_events WHERE act = 'session.end' AND detail LIKE '%policy%'";
    assert_eq!(app.count(ended).await, 1);
}

#[tokio::test]
async fn a_role_change_during_a_job_neither_revives_nor_ends_a_session() {
    let app = resting(0).await;
    let grace = app.administrator("grace").await;
    let (ada, judy) = (app.member("ada").await, app.moderator("judy").await);
    end_every(&grace, "member", "false").await;
    let (operator, ids) = (Grant::operator(), [app.id_of("ada").await, app.id_of("judy").await]);
    app.services.roles.change_role(&operator, &ids[0], "moderator").await.unwrap();
    app.services.roles.change_role(&operator, &ids[1], "member").await.unwrap();
    assert_eq!(ada.ended().await, Some(Ending::EndedByAdministrator));
    assert!(judy.is_member().await);
    let jobs = work(&app).await;
    assert_eq!(jobs[0].0, MANY + 1, "including the session updated by the role change");
    assert_eq!(ada.ended().await, Some(Ending::EndedByAdministrator));
    assert!(judy.is_member().await);
}

#[tokio::test]
async fn acts_on_an_account_during_a_job_find_its_sessions_ended() {
    let app = resting(0).await;
    let grace = app.administrator("grace").await;
    let (ada, noor, eve) = (app.member("ada").await, app.member("noor").await, app.member("eve").await);
    let id = app.session_of(&app.id_of("ada").await).await;
    end_every(&grace, "everyone", "true").await;
    assert_eq!(grace.fetch("end_account_session", &[("id", &id)]).await.error(), AppError::NotFound);
    app.ban("noor", "Rudeness", "").await;
    let token = app.reset_link("eve").await.1;
    let reset = [("token", &*token), ("new_password", NEW_PASSWORD)];
    assert_eq!(app.browser().fetch("reset_password", &reset).await.status, 200);
    let closed = [("id", &*app.id_of("ada").await), ("username", "ada")];
    assert_eq!(grace.fetch("close_account_of", &closed).await.status, 200);
    work(&app).await;
    // A session that ended before the ban does not show it.
    for browser in [&ada, &noor, &eve] {
        assert_eq!(browser.ended().await, Some(Ending::EndedByAdministrator));
    }
    let total = "SELECT ended FROM jobs";
    assert_eq!(app.count(total).await, MANY + 3, "each session is counted once");
}

#[tokio::test]
async fn sparing_one_s_own_session_does_not_revive_it() {
    let app = resting(0).await;
    let (grace, wanda) = (app.administrator("grace").await, app.administrator("wanda").await);
    let secret = grace.session().unwrap();
    end_every(&wanda, "everyone", "true").await;
    assert_eq!(grace.fetch("end_every_session", &[("role", "member"), ("keep_own", "true")]).await.status, 401);
    assert_eq!(grace.replaying(&secret).ended().await, Some(Ending::EndedByAdministrator));
    // A second act while the first job is unfinished.
    end_every(&wanda, "everyone", "true").await;
    assert!(wanda.is_member().await);
    let jobs = work(&app).await;
    assert_eq!(jobs.iter().map(|job| job.0).collect::<Vec<_>>(), [MANY + 1, 0]);
}

#[tokio::test]
async fn a_preview_takes_no_lock_and_says_what_saving_would_do() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    app.member("ada").await;
    app.clock.shift(6 * MINUTE);
    // This activity is in memory and not yet written.
    grace.get("/").await;
    // Another administrator's act is in progress; on SQLite, nobody else can write.
    let mut held = app.services.database.begin().await.unwrap();
    sqlx::query("UPDATE locks SET taken = taken + 1").execute(&mut *held).await.unwrap();
    let fields = [("id", "member"), ("idle", "5m"), ("remember_me", "no")];
    let reply = grace.fetch("preview_policy", &fields).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    let said: hallpass::policy_admin::PolicyPreview = reply.json();
    assert_eq!(said.ends, 1);
    drop(held);
    let refused = [("id", "everyone"), ("idle", "13h")];
    let conflict = AppError::Conflict { conflict: Conflict::IdleAboveAbsolute };
    assert_eq!(grace.fetch("preview_policy", &refused).await.error(), conflict);
}

#[tokio::test]
async fn a_preview_computes_the_same_values_as_saving() {
    let app = TestApp::start().await;
    app.role("night-watch", "").await;
    let operator = Grant::operator();
    let change = |role: &str, name: &str, value: Option<i64>| PolicyChange {
        role: Role::from_name(role),
        setting: Setting::of_name(name).expect("a setting"),
        value,
    };
    for changes in [
        vec![change("", "idle", Some(600)), change("", "sessions", Some(3))],
        vec![change("member", "remember_me", Some(0)), change("member", "idle", Some(500))],
        vec![change("night-watch", "absolute", Some(7200)), change("night-watch", "idle", Some(7200))],
        vec![change("administrator", "remember_me", Some(1)), change("administrator", "idle", None)],
        vec![change("", "remember_me", Some(0)), change("", "idle_warning", Some(90))],
        vec![change("member", "idle", None), change("", "history", None), change("", "idle", None)],
    ] {
        let before = app.services.policy_admin.policy(&operator).await.unwrap();
        let said = app.services.policy_admin.preview_policy(&operator, &changes).await.unwrap();
        app.services.policy_admin.change_policy(&operator, &changes).await.unwrap();
        let after = app.services.policy_admin.policy(&operator).await.unwrap();
        for value in &said.in_force {
            let setting = Setting::of_name(&value.setting).unwrap();
            let held = |scopes: &[hallpass::policy::server::Scope]| {
                scopes.iter().find(|scope| scope.name() == value.scope).map(|scope| scope.in_force[setting])
            };
            assert_eq!((held(&before), held(&after)), (value.before, value.after), "{value:?}");
        }
        let roles = |scopes: &[hallpass::policy::server::Scope]| {
            let roles = scopes.iter().filter(|scope| scope.role.is_some());
            roles.map(|scope| (scope.name().to_owned(), scope.in_force.clone())).collect::<Vec<_>>()
        };
        let per_role = said.in_force.iter().any(|value| value.scope != "everyone");
        let shared = said.in_force.iter().any(|value| value.scope == "everyone");
        assert_eq!(roles(&before) != roles(&after), per_role || shared, "{changes:?}");
    }
}
