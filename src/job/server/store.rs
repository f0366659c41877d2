//! The SQL of jobs. Only the worker named in a job's row may update its progress.

use sqlx::{AnyExecutor, FromRow, Row, any::AnyRow};

use super::new_job::NewJob;
use crate::{
    audit::server::{Actor, Origin},
    database::{Transaction, sql},
    job::JobSummary,
    session::server::cuts::{BatchResult, Cursor, Generation},
    texts::job as t,
};

type Result<T> = std::result::Result<T, sqlx::Error>;

/// A job that is not done.
pub(super) struct Job {
    pub(super) id: String,
    pub(super) generation: Generation,
    pub(super) whose: String,
    pub(super) policy_change: Option<String>,
    pub(super) actor: Actor,
    pub(super) worker: String,
    pub(super) heartbeats: i64,
    pub(super) place: Cursor,
    pub(super) total: Option<i64>,
    pub(super) ended: i64,
    pub(super) ended_before: i64,
}

/// Inserts a job.
pub(super) async fn insert(db: impl AnyExecutor<'_>, id: &str, new: NewJob<'_>, actor: &Actor, now: i64) -> Result<()> {
    let origin = actor.origin.as_ref();
    sqlx::query(
        "INSERT INTO jobs (id, generation, whose, policy_change, started_at, actor, request, address, user_agent) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(id)
    .bind(new.generation.0)
    .bind(new.whose)
    .bind(new.policy_change)
    .bind(now)
    .bind(&actor.name)
    .bind(&actor.request)
    .bind(origin.map(|origin| &*origin.address))
    // PostgreSQL does not allow NUL in text.
    .bind(origin.map(|origin| origin.user_agent.replace('\0', "")))
    .execute(db)
    .await
    .map(drop)
}

/// The oldest job that is not done.
pub(super) async fn next(db: impl AnyExecutor<'_>) -> Result<Option<Job>> {
    let sql = "SELECT id, generation, whose, policy_change, actor, request, address, user_agent, worker, beats, \
         account_id, session_id, total, ended, ended_before FROM jobs WHERE finished_at IS NULL \
         ORDER BY generation LIMIT 1";
    let read = |row: AnyRow| {
        let (address, user_agent): (Option<String>, Option<String>) =
            (row.try_get("address")?, row.try_get("user_agent")?);
        Ok(Job {
            id: row.try_get("id")?,
            generation: Generation(row.try_get("generation")?),
            whose: row.try_get("whose")?,
            policy_change: row.try_get("policy_change")?,
            actor: Actor {
                name: row.try_get("actor")?,
                acting_as: String::new(),
                request: row.try_get("request")?,
                origin: address.zip(user_agent).map(|(address, user_agent)| Origin { address, user_agent }),
            },
            worker: row.try_get("worker")?,
            heartbeats: row.try_get("beats")?,
            place: Cursor { account_id: row.try_get("account_id")?, session_id: row.try_get("session_id")? },
            total: row.try_get("total")?,
            ended: row.try_get("ended")?,
            ended_before: row.try_get("ended_before")?,
        })
    };
    sqlx::query(sql).fetch_optional(db).await?.map(read).transpose()
}

/// Takes over a job, unless its worker has sent a heartbeat since it was read.
pub(super) async fn claim(db: impl AnyExecutor<'_>, job: &Job, worker: &str) -> Result<()> {
    let sql = "UPDATE jobs SET worker = $4, beats = beats + 1 \
         WHERE id = $1 AND worker = $2 AND beats = $3 AND finished_at IS NULL";
    sqlx::query(sql).bind(&job.id).bind(&job.worker).bind(job.heartbeats).bind(worker).execute(db).await.map(drop)
}

/// Releases the jobs of that process.
pub(super) async fn release(db: impl AnyExecutor<'_>, worker: &str) -> Result<()> {
    let sql = "UPDATE jobs SET worker = '', beats = beats + 1 WHERE worker = $1 AND finished_at IS NULL";
    sqlx::query(sql).bind(worker).execute(db).await.map(drop)
}

/// Records how many sessions there are to process.
pub(super) async fn set_total(db: impl AnyExecutor<'_>, id: &str, total: i64) -> Result<()> {
    let query = sqlx::query("UPDATE jobs SET total = $2, beats = beats + 1 WHERE id = $1");
    query.bind(id).bind(total).execute(db).await.map(drop)
}

/// Records the progress of a job for its worker; `false` if another worker has it now, or it is further
/// along.
pub(super) async fn progress(
    db: impl AnyExecutor<'_>,
    job: &Job,
    worker: &str,
    place: &Cursor,
    checked: i64,
    reached: BatchResult,
) -> Result<bool> {
    let noted = sqlx::query(
        "UPDATE jobs SET account_id = $3, session_id = $4, checked = checked + $5, ended = ended + $6, \
         ended_before = ended_before + $7, beats = beats + 1 \
         WHERE id = $1 AND worker = $2 AND account_id = $8 AND session_id = $9 AND finished_at IS NULL",
    );
    let noted = noted.bind(&job.id).bind(worker).bind(&place.account_id).bind(&place.session_id).bind(checked);
    let noted = noted.bind(reached.ended).bind(reached.ended_before);
    let noted = noted.bind(&job.place.account_id).bind(&job.place.session_id).execute(db).await?;
    Ok(noted.rows_affected() == 1)
}

/// The origin of a job's request, unless it has been deleted. Locks its row.
pub(super) async fn lock_origin(tx: &mut Transaction, id: &str) -> Result<Option<Origin>> {
    // A write locks the row on PostgreSQL, and the whole database on SQLite.
    sqlx::query("UPDATE jobs SET beats = beats + 1 WHERE id = $1").bind(id).execute(&mut **tx).await?;
    let sql = "SELECT address, user_agent FROM jobs WHERE id = $1";
    let row: Option<(Option<String>, Option<String>)> = sqlx::query_as(sql).bind(id).fetch_optional(&mut **tx).await?;
    let origin = row.and_then(|(address, user_agent)| address.zip(user_agent));
    Ok(origin.map(|(address, user_agent)| Origin { address, user_agent }))
}

/// Records that a job is done, for its worker; `false` if another worker has it now.
pub(super) async fn complete(
    db: impl AnyExecutor<'_>,
    job: &Job,
    worker: &str,
    (ended, ended_before): (i64, i64),
    now: i64,
) -> Result<bool> {
    let sql = "UPDATE jobs SET finished_at = $3, ended = $4, ended_before = $5, address = NULL, user_agent = NULL \
         WHERE id = $1 AND worker = $2 AND finished_at IS NULL";
    let done = sqlx::query(sql).bind(&job.id).bind(worker).bind(now).bind(ended).bind(ended_before);
    Ok(done.execute(db).await?.rows_affected() == 1)
}

/// A job with the name of the person who started it.
#[derive(FromRow)]
struct SummaryRow {
    id: String,
    whose: String,
    actor: String,
    display_name: Option<String>,
    started_at: i64,
    total: Option<i64>,
    checked: i64,
    ended: i64,
    finished_at: Option<i64>,
}

impl From<SummaryRow> for JobSummary {
    fn from(row: SummaryRow) -> Self {
        let by = match (row.display_name, &*row.actor) {
            (Some(name), _) => name,
            (None, "operator") => t::by_operator(),
            (None, _) => t::by_gone(),
        };
        let SummaryRow { id, whose, started_at, total, checked, ended, finished_at, .. } = row;
        Self { id, whose, by, started_at, total, checked, ended, finished_at }
    }
}

const SUMMARY: &str = "SELECT j.id, j.whose, j.actor, a.display_name, j.started_at, j.total, j.checked, j.ended, \
     j.finished_at FROM jobs j LEFT JOIN accounts a ON a.id = j.actor";

/// Jobs that are not done, the oldest first, and then those that finished after that time and have ended a
/// session.
pub(super) async fn list(db: impl AnyExecutor<'_>, since: i64) -> Result<Vec<JobSummary>> {
    let sql = sql!(
        "{SUMMARY} WHERE j.finished_at IS NULL OR (j.finished_at > $1 AND j.ended > 0) \
         ORDER BY CASE WHEN j.finished_at IS NULL THEN 0 ELSE 1 END, j.generation LIMIT 10",
        SUMMARY
    );
    let rows: Vec<SummaryRow> = sqlx::query_as(sql).bind(since).fetch_all(db).await?;
    Ok(rows.into_iter().map(JobSummary::from).collect())
}

/// One job.
pub(super) async fn find(db: impl AnyExecutor<'_>, id: &str) -> Result<Option<JobSummary>> {
    let sql = sql!("{SUMMARY} WHERE j.id = $1", SUMMARY);
    let row: Option<SummaryRow> = sqlx::query_as(sql).bind(id).fetch_optional(db).await?;
    Ok(row.map(JobSummary::from))
}

/// The ID of the job of a policy change.
pub(super) async fn of_change(db: impl AnyExecutor<'_>, change: &str) -> Result<Option<String>> {
    sqlx::query_scalar("SELECT id FROM jobs WHERE policy_change = $1").bind(change).fetch_optional(db).await
}
