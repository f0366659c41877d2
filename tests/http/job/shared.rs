//! Jobs of several servers on one database: one server works on a job, another can take over, and sign-ins in the
//! meantime are handled correctly.

use std::time::Duration;

use hallpass::access::server::Grant;
use tokio::task::JoinSet;

use crate::job::cuts::fill;
use hallpass::testing::{PASSWORD, TestApp};

/// More live sessions than are ended within a request, and enough for several batches.
const MANY: i64 = 4_000;

async fn finished(app: &TestApp) {
    let all = async {
        loop {
            let jobs = app.services.jobs.list(&Grant::operator()).await.expect("jobs");
            if !jobs.is_empty() && jobs.iter().all(|job| job.finished_at.is_some()) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_mins(2), all).await.expect("the jobs end");
}

#[tokio::test]
async fn two_servers_do_a_job_only_once() {
    let app = TestApp::start().await;
    fill(&app, MANY, 0).await;
    let other = app.restart(&[]).await;
    app.run_maintenance();
    other.run_maintenance();
    app.services.session_admin.end_every_session(&Grant::operator(), "everyone", false).await.unwrap();
    finished(&other).await;
    assert_eq!(app.count("SELECT ended FROM jobs").await, MANY);
    assert_eq!(app.count("SELECT checked FROM jobs").await, MANY);
    let lines = "SELECT COUNT(*) FROM audit_events WHERE act = 'session.end'";
    assert_eq!(app.count(lines).await, 1);
}

#[tokio::test]
async fn a_job_of_a_dead_server_is_taken_over() {
    let app = TestApp::start().await;
    fill(&app, MANY, 0).await;
    app.services.jobs.close().await;
    app.services.session_admin.end_every_session(&Grant::operator(), "everyone", false).await.unwrap();
    // The server has disappeared after the first batch.
    let first: i64 = 700;
    app.execute("UPDATE jobs SET worker = 'gone', beats = 7, total = 4000").await;
    app.execute(&format!(
        "UPDATE jobs SET checked = {first}, ended = {first}, \
         account_id = (SELECT MAX(id) FROM (SELECT id FROM accounts ORDER BY id LIMIT {first}) AS reached), \
         session_id = (SELECT MAX(id) FROM (SELECT id FROM accounts ORDER BY id LIMIT {first}) AS reached)"
    ))
    .await;
    app.execute(
        "UPDATE sessions SET ended_at = 1, ending = 'ended_by_administrator' WHERE id <= (SELECT session_id FROM jobs)",
    )
    .await;
    let other = app.restart(&[]).await;
    other.run_maintenance();
    finished(&other).await;
    assert_eq!(app.count("SELECT ended FROM jobs").await, MANY);
    assert_eq!(app.count("SELECT COUNT(*) FROM sessions WHERE ended_at IS NULL").await, 0);
    let line = format!("SELECT COUNT(*) FROM audit_events WHERE act = 'session.end' AND detail LIKE '%\"{MANY}\"%'");
    assert_eq!(app.count(&line).await, 1);
}

#[tokio::test]
async fn a_job_ends_every_session_that_began_before_its_cut() {
    let app = TestApp::start().await;
    for name in ["ada", "noor", "eve", "judy"] {
        app.member(name).await;
    }
    for _ in 0..3 {
        let mut racing = JoinSet::new();
        for number in 0..12 {
            let browser = app.browser();
            let name = ["ada", "noor", "eve", "judy"][number % 4];
            let fields = [("username", name), ("password", PASSWORD)];
            racing.spawn(async move { browser.fetch("sign_in", &fields).await.status });
        }
        let (sessions, operator) = (app.services.session_admin.clone(), Grant::operator());
        let ended = tokio::spawn(async move { sessions.end_every_session(&operator, "everyone", false).await });
        while let Some(status) = racing.join_next().await {
            assert_eq!(status.unwrap(), 200);
        }
        ended.await.unwrap().unwrap();
        // Sessions that began before the cut have ended, and later ones have not.
        let slipped = "SELECT COUNT(*) FROM sessions WHERE ended_at IS NULL \
             AND generation < (SELECT MAX(generation) FROM jobs WHERE finished_at IS NOT NULL)";
        assert_eq!(app.count(slipped).await, 0);
    }
}

#[tokio::test]
async fn a_batch_skips_locked_rows_and_returns_to_them() {
    let app = TestApp::start().await;
    fill(&app, MANY, 0).await;
    let other = app.restart(&[]).await;
    app.services.jobs.close().await;
    app.services.session_admin.end_every_session(&Grant::operator(), "everyone", false).await.unwrap();
    if app.database.is_sqlite() {
        other.run_maintenance();
    } else {
        // Another transaction holds a lock on one of the sessions.
        let mut slow = app.services.database.begin().await.unwrap();
        let lock = "UPDATE sessions SET name = 'held' WHERE id = 'id-17'";
        sqlx::query(lock).execute(&mut *slow).await.unwrap();
        other.run_maintenance();
        while app.count("SELECT checked FROM jobs").await == 0 {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            let tried = app.count("SELECT ended FROM jobs").await;
            if tried > 0 {
                break;
            }
        }
        slow.commit().await.unwrap();
    }
    finished(&other).await;
    assert_eq!(app.count("SELECT ended FROM jobs").await, MANY);
    assert_eq!(app.count("SELECT COUNT(*) FROM sessions WHERE ended_at IS NULL").await, 0);
}
