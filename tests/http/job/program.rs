//! Jobs of the real program: a job is finished by another process after its worker is killed.

use std::time::Duration;

use sqlx::{AnyPool, AssertSqlSafe};

use crate::support::program::Program;

/// So many that no job can finish before it is killed.
const MANY: i64 = 40_000;
/// How long to wait for progress.
const PATIENCE: Duration = Duration::from_mins(2);

async fn count(pool: &AnyPool, sql: &str) -> i64 {
    sqlx::query_scalar(AssertSqlSafe(sql.to_owned())).fetch_one(pool).await.expect("a number")
}

/// Waits until the job has checked more than this many sessions; returns the number.
async fn until_checked(pool: &AnyPool, more_than: i64) -> i64 {
    let checked = async {
        loop {
            let checked = count(pool, "SELECT COALESCE(MAX(checked), -1) FROM jobs").await;
            if checked > more_than {
                return checked;
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    };
    tokio::time::timeout(PATIENCE, checked).await.expect("progress")
}

#[tokio::test]
async fn a_job_survives_the_death_of_its_workers() {
    let mut program = Program::new().await;
    assert_eq!(program.run(&["migrate"]).code, 0);
    sqlx::any::install_default_drivers();
    let pool = AnyPool::connect(&program.database.url).await.expect("the database");
    let numbers = format!("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {MANY})");
    for sql in [
        "INSERT INTO accounts (id, username, username_key, username_skeleton, display_name, password_hash, role, \
         created_at, password_changed_at) VALUES ('ada', 'ada', 'ada', 'ada', 'Ada', '', 'member', 1, 0)"
            .to_owned(),
        format!(
            "{numbers} INSERT INTO sessions (id, secret_hash, account_id, data, created_at, last_seen_at, remember_me, \
             address, network, user_agent) \
             SELECT 's-' || i, 's-' || i, 'ada', '{{}}', 9000000000, 9000000000, 0, '', '', '' FROM n"
        ),
    ] {
        sqlx::query(AssertSqlSafe(sql)).execute(&pool).await.expect("a statement");
    }
    // The command that started the job is killed.
    let mut command = program.start(&["session", "end", "--all"]);
    let by_command = until_checked(&pool, 0).await;
    command.kill().expect("a running command");
    command.wait().expect("its exit status");
    assert!(by_command < MANY, "the job was unfinished");
    // A server takes over and is killed as well.
    let server = program.serve().await;
    let left = count(&pool, "SELECT checked FROM jobs").await;
    let by_server = until_checked(&pool, left).await;
    server.kill();
    assert!(by_server < MANY, "the job was unfinished");
    assert_eq!(count(&pool, "SELECT COUNT(*) FROM jobs WHERE finished_at IS NOT NULL").await, 0);
    // A restarted server finishes the job.
    let server = program.serve().await;
    let finished = async {
        while count(&pool, "SELECT COUNT(*) FROM jobs WHERE finished_at IS NOT NULL").await == 0 {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(PATIENCE, finished).await.expect("the job ends");
    assert_eq!(count(&pool, "SELECT ended FROM jobs").await, MANY);
    assert_eq!(count(&pool, "SELECT COUNT(*) FROM sessions WHERE ended_at IS NULL").await, 0);
    let line = format!("SELECT COUNT(*) FROM audit_events WHERE act = 'session.end' AND detail LIKE '%\"{MANY}\"%'");
    assert_eq!(count(&pool, &line).await, 1);
    assert_eq!(count(&pool, "SELECT COUNT(*) FROM audit_events WHERE act = 'session.end'").await, 1);
    assert_eq!(server.terminate(), 0);
}

#[tokio::test]
async fn a_server_stops_cleanly_while_its_jobs_are_locked() {
    let mut program = Program::new().await;
    let server = program.serve().await;
    sqlx::any::install_default_drivers();
    let pool = AnyPool::connect(&program.database.url).await.expect("the database");
    let mut other = pool.acquire().await.expect("a connection");
    let lock = if program.database.is_sqlite() { "BEGIN IMMEDIATE" } else { "BEGIN; LOCK TABLE jobs" };
    sqlx::raw_sql(lock).execute(&mut *other).await.expect("a lock");
    assert_eq!(server.terminate(), 0);
}
