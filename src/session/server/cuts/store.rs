//! The SQL of cuts. If a cut has ended a session but not reached its row yet, the ending is computed with the
//! same expressions that the job uses to write it.

use sqlx::{AnyConnection, AnyExecutor, FromRow};

use super::limits::{ChangedLimits, Generation};
use crate::{
    access::{Ending, Role},
    database::{Sql, sql},
    session::server::deadlines::{ABSOLUTE_END, IDLE_END},
};

type Result<T> = std::result::Result<T, sqlx::Error>;

/// A deadline of the session `s`, by other limits than `p`.
fn by(limits: &Sql, end: &'static str) -> Sql {
    Sql::from(end).replace("p.", limits.clone())
}

/// The condition under which the cut with that alias ends the session `s`. The caller compares the roles.
fn ends(cut: &'static str) -> Sql {
    let least = sql!("{cut}.least_", cut);
    sql!(
        "{cut}.generation > s.generation AND \
         ({cut}.takes_all = 1 OR {idle} <= {cut}.at OR {absolute} <= {cut}.at)",
        cut,
        idle = by(&least, IDLE_END),
        absolute = by(&least, ABSOLUTE_END)
    )
}

/// When the cut with that alias ended the session `s`, and the name of the ending.
fn ending(cut: &'static str) -> (Sql, Sql) {
    let limits = sql!("{cut}.", cut);
    let (idle, absolute) = (by(&limits, IDLE_END), by(&limits, ABSOLUTE_END));
    let at = sql!(
        "CASE WHEN {absolute} <= {cut}.at AND {absolute} <= {idle} THEN {absolute} \
         WHEN {idle} <= {cut}.at THEN {idle} ELSE {cut}.at END",
        absolute,
        cut,
        idle
    );
    let cause = sql!(
        "CASE WHEN {absolute} <= {cut}.at AND {absolute} <= {idle} THEN 'absolute' \
         WHEN {idle} <= {cut}.at THEN 'idle' ELSE {cut}.cause END",
        absolute,
        cut,
        idle
    );
    (at, cause)
}

/// The condition under which no cut has ended the session `s` with the limits `p`.
pub(crate) fn is_not_cut() -> Sql {
    sql!("NOT EXISTS (SELECT 1 FROM session_cuts v WHERE v.role = p.role AND {ends})", ends = ends("v"))
}

/// Joins `c`, the first cut that has ended the session `s` with the limits `p` but has not reached its row.
pub(in crate::session::server) fn first_cut() -> Sql {
    sql!(
        "LEFT JOIN session_cuts c ON s.ended_at IS NULL AND c.role = p.role AND c.generation = \
         (SELECT MIN(v.generation) FROM session_cuts v WHERE v.role = p.role AND {ends})",
        ends = ends("v")
    )
}

/// The column with the ending that the cut `c` gives to the session `s`.
pub(in crate::session::server) fn cut_columns() -> Sql {
    let (_, cause) = ending("c");
    sql!("CASE WHEN c.generation IS NULL THEN NULL ELSE {cause} END AS cut_ending", cause)
}

/// The number of the last cut. On PostgreSQL, which runs transactions concurrently, this takes a lock that
/// sign-ins share and cuts do not.
pub(super) async fn current(db: &mut AnyConnection) -> Result<i64> {
    let lock = if db.backend_name() == "PostgreSQL" { " FOR SHARE" } else { "" };
    let sql = sql!("SELECT taken FROM locks WHERE name = 'policy'{lock}", lock);
    sqlx::query_scalar(sql).fetch_one(db).await
}

/// Inserts a cut that ends all sessions of a role, or of every role.
pub(super) async fn insert_all(
    db: impl AnyExecutor<'_>,
    role: Option<&Role>,
    cause: Ending,
    by_session: Option<&str>,
    now: i64,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO session_cuts (role, generation, at, cause, by_session, takes_all, \
         idle, absolute, remember_me_idle, remember_me_absolute, \
         least_idle, least_absolute, least_remember_me_idle, least_remember_me_absolute) \
         SELECT p.role, (SELECT taken FROM locks WHERE name = 'policy'), $1, $2, $3, 1, \
         p.idle, p.absolute, p.remember_me_idle, p.remember_me_absolute, \
         p.idle, p.absolute, p.remember_me_idle, p.remember_me_absolute \
         FROM limits p WHERE $4 = '' OR p.role = $4",
    )
    .bind(now)
    .bind(cause.name())
    .bind(by_session)
    .bind(role.map_or("", Role::name))
    .execute(db)
    .await
    .map(drop)
}

/// Inserts a cut that ends the sessions that have reached the changed limits of a role.
pub(super) async fn insert_outlived(
    db: impl AnyExecutor<'_>,
    limits: &ChangedLimits,
    cause: Ending,
    now: i64,
) -> Result<()> {
    let ChangedLimits { role, before, after } = limits;
    sqlx::query(
        "INSERT INTO session_cuts (role, generation, at, cause, takes_all, \
         idle, absolute, remember_me_idle, remember_me_absolute, \
         least_idle, least_absolute, least_remember_me_idle, least_remember_me_absolute) \
         VALUES ($1, (SELECT taken FROM locks WHERE name = 'policy'), $2, $3, 0, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .bind(role.name())
    .bind(now)
    .bind(cause.name())
    .bind(before.idle)
    .bind(before.absolute)
    .bind(before.remember_me_idle)
    .bind(before.remember_me_absolute)
    .bind(before.idle.min(after.idle))
    .bind(before.absolute.min(after.absolute))
    .bind(before.remember_me_idle.min(after.remember_me_idle))
    .bind(before.remember_me_absolute.min(after.remember_me_absolute))
    .execute(db)
    .await
    .map(drop)
}

/// A session that a cut has ended, but whose row it has not reached.
#[derive(FromRow)]
pub(super) struct CutRow {
    id: String,
    role: String,
    generation: i64,
    ended_at: i64,
    ending: String,
    by_session: Option<String>,
}

/// The sessions of an account that cuts have ended, but whose rows they have not reached.
pub(super) async fn cut_sessions(db: impl AnyExecutor<'_>, account_id: &str) -> Result<Vec<CutRow>> {
    let (at, cause) = ending("c");
    let sql = sql!(
        "SELECT s.id, c.role, c.generation, {at} AS ended_at, {cause} AS ending, c.by_session FROM sessions s \
         JOIN accounts p ON p.id = s.account_id JOIN session_cuts c ON c.role = p.role AND c.generation = \
         (SELECT MIN(v.generation) FROM session_cuts v WHERE v.role = p.role AND {ends}) \
         WHERE s.account_id = $1 AND s.ended_at IS NULL",
        at,
        cause,
        ends = ends("v")
    );
    sqlx::query_as(sql).bind(account_id).fetch_all(db).await
}

/// Records the ending in such a session's row. `false`: it had already been recorded.
pub(super) async fn mark(db: impl AnyExecutor<'_>, found: &CutRow) -> Result<bool> {
    let marked = sqlx::query(
        "UPDATE sessions SET ended_at = $2, ending = $3, ended_by = $4, data = '{}' \
         WHERE id = $1 AND ended_at IS NULL",
    );
    let marked = marked.bind(&found.id).bind(found.ended_at).bind(&found.ending).bind(&found.by_session);
    Ok(marked.execute(db).await?.rows_affected() == 1)
}

/// Counts, in the cut's row, a session that was updated outside its job.
pub(super) async fn count_settled(db: impl AnyExecutor<'_>, found: &CutRow) -> Result<()> {
    let sql = "UPDATE session_cuts SET settled = settled + CASE WHEN cause = $3 THEN 1 ELSE 0 END, \
         settled_before = settled_before + CASE WHEN cause = $3 THEN 0 ELSE 1 END WHERE role = $1 AND generation = $2";
    sqlx::query(sql).bind(&found.role).bind(found.generation).bind(&found.ending).execute(db).await.map(drop)
}

/// Gives the current generation to one live session of an account or, with an empty ID, to all of them.
pub(super) async fn renew(db: impl AnyExecutor<'_>, account_id: &str, id: &str) -> Result<()> {
    let sql = "UPDATE sessions SET generation = (SELECT taken FROM locks WHERE name = 'policy') \
         WHERE account_id = $1 AND ended_at IS NULL AND ($2 = '' OR id = $2)";
    sqlx::query(sql).bind(account_id).bind(id).execute(db).await.map(drop)
}

/// How many sessions have not been ended, counted up to `most`.
pub(crate) async fn count_live(db: impl AnyExecutor<'_>, most: i64) -> Result<i64> {
    let sql = "SELECT COUNT(*) FROM (SELECT 1 FROM sessions WHERE ended_at IS NULL LIMIT $1) AS counted";
    sqlx::query_scalar(sql).bind(most).fetch_one(db).await
}

/// A position in the order of batches: after that session of that account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cursor {
    pub(crate) account_id: String,
    pub(crate) session_id: String,
}

/// The position after the next `most` sessions that have not been ended, and how many these are. `None`: there
/// are none.
pub(crate) async fn next_place(db: impl AnyExecutor<'_>, after: &Cursor, most: i64) -> Result<Option<(Cursor, i64)>> {
    let sql = "SELECT account_id, id, COUNT(*) OVER () AS sessions FROM \
         (SELECT account_id, id FROM sessions WHERE ended_at IS NULL AND (account_id, id) > ($1, $2) \
         ORDER BY account_id, id LIMIT $3) AS next ORDER BY account_id DESC, id DESC LIMIT 1";
    let query = sqlx::query_as(sql).bind(&after.account_id).bind(&after.session_id).bind(most);
    let found: Option<(String, String, i64)> = query.fetch_optional(db).await?;
    Ok(found.map(|(account_id, session_id, sessions)| (Cursor { account_id, session_id }, sessions)))
}

/// The result of a batch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct BatchResult {
    /// Ended by the cut.
    pub(crate) ended: i64,
    /// Already expired by the limits before it.
    pub(crate) ended_before: i64,
    /// Locked by another transaction, and left for the next attempt.
    pub(crate) left: i64,
}

/// Updates the rows of the sessions that a cut has ended, between two positions, except those that another
/// transaction has locked. It never waits for a lock while it holds row locks, so it cannot cause a deadlock.
pub(crate) async fn end_range(
    db: &mut AnyConnection,
    Generation(generation): Generation,
    after: &Cursor,
    until: &Cursor,
) -> Result<BatchResult> {
    let skip = if db.backend_name() == "PostgreSQL" { " FOR UPDATE OF s SKIP LOCKED" } else { "" };
    let ended_by = ends("v");
    // CROSS JOIN sets the order for SQLite, which does not know the sizes of the tables. The range of accounts
    // is repeated for PostgreSQL, which would otherwise read all of them.
    let found = sql!(
        "FROM sessions s CROSS JOIN accounts a CROSS JOIN session_cuts v \
         WHERE s.ended_at IS NULL AND (s.account_id, s.id) > ($2, $3) AND (s.account_id, s.id) <= ($4, $5) \
         AND a.id = s.account_id AND a.id >= $2 AND a.id <= $4 AND v.role = a.role AND v.generation = $1 \
         AND {ended_by}",
        ended_by
    );
    let (at, cause) = ending("v");
    let sql = sql!(
        "WITH found AS MATERIALIZED (SELECT s.id, {at} AS at, {cause} AS cause, v.by_session {found}{skip}) \
         UPDATE sessions AS s SET ended_at = f.at, ending = f.cause, ended_by = f.by_session, data = '{{}}' \
         FROM found AS f WHERE s.id = f.id \
         RETURNING CASE WHEN ending IN ('idle', 'absolute') THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END",
        at,
        cause,
        found,
        skip
    );
    let bind_range = |sql: Sql| {
        let query = sqlx::query_scalar::<_, i64>(sql).bind(generation);
        query.bind(&after.account_id).bind(&after.session_id).bind(&until.account_id).bind(&until.session_id)
    };
    let rows = bind_range(sql).fetch_all(&mut *db).await?;
    let ended_before: i64 = rows.iter().sum();
    let ended = i64::try_from(rows.len()).unwrap_or(i64::MAX) - ended_before;
    let left =
        if skip.is_empty() { 0 } else { bind_range(sql!("SELECT COUNT(*) {found}", found)).fetch_one(db).await? };
    Ok(BatchResult { ended, ended_before, left })
}

/// Deletes a cut. Returns how many sessions were updated outside its job.
pub(super) async fn remove(db: impl AnyExecutor<'_>, Generation(generation): Generation) -> Result<BatchResult> {
    let sql = "DELETE FROM session_cuts WHERE generation = $1 RETURNING settled, settled_before";
    let settled: Vec<(i64, i64)> = sqlx::query_as(sql).bind(generation).fetch_all(db).await?;
    let sum = |which: fn(&(i64, i64)) -> i64| settled.iter().map(which).sum();
    Ok(BatchResult { ended: sum(|one| one.0), ended_before: sum(|one| one.1), left: 0 })
}
