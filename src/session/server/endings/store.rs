//! The SQL that ends sessions, and removes those that ended long ago. Nothing here sets `ended_at`
//! back. Accounts are locked before their sessions, as a sign-in, a ban and a new password lock
//! them: in one order everywhere, so that no two of these ever wait for one another.

use sqlx::{AnyConnection, AnyExecutor, AssertSqlSafe};

use super::{Ended, Which};
use crate::{
    access::Ending,
    session::server::store::{ABSOLUTE_END, IDLE_END, SessionRow},
};

type Result<T> = std::result::Result<T, sqlx::Error>;

/// The first deadline of the session `s`, and what it is called.
fn first_deadline() -> (String, String) {
    let first =
        |absolute: &str, idle: &str| format!("CASE WHEN {ABSOLUTE_END} <= {IDLE_END} THEN {absolute} ELSE {idle} END");
    (first(ABSOLUTE_END, IDLE_END), first("'absolute'", "'idle'"))
}

/// Ends sessions and drops their data. Those that had outlived a deadline, unseen until now, get
/// that as their ending and their end.
pub(crate) async fn end(
    db: &mut AnyConnection,
    which: Which<'_>,
    ending: Ending,
    by: Option<&str>,
    now: i64,
) -> Result<Vec<Ended>> {
    let (condition, subject, other) = which.condition();
    let lock = format!(
        "UPDATE accounts SET epoch = epoch WHERE id IN (\
         SELECT s.account_id FROM sessions s WHERE s.ended_at IS NULL AND {condition})"
    );
    sqlx::query(AssertSqlSafe(lock)).bind(subject).bind(other).execute(&mut *db).await?;
    let (deadline, cause) = first_deadline();
    let over =
        format!("FROM accounts a JOIN limits p ON p.role = a.role WHERE a.id = s.account_id AND {deadline} <= $3");
    let sql = format!(
        "UPDATE sessions AS s SET ended_at = COALESCE((SELECT {deadline} {over}), $3), \
         ending = COALESCE((SELECT {cause} {over}), $4), ended_by = $5, data = '{{}}' \
         WHERE s.ended_at IS NULL AND {condition} RETURNING account_id, ending"
    );
    let ended: Vec<(String, String)> = sqlx::query_as(AssertSqlSafe(sql))
        .bind(subject)
        .bind(other)
        .bind(now)
        .bind(ending.name())
        .bind(by)
        .fetch_all(db)
        .await?;
    let read = |(account_id, found): (String, String)| Ended { account_id, was_live: found == ending.name() };
    Ok(ended.into_iter().map(read).collect())
}

/// Ends a session that has outlived its deadline, at that deadline, unless it was seen again
/// meanwhile; `false` when somebody else has ended it.
pub(super) async fn expire(db: impl AnyExecutor<'_>, row: &SessionRow, ending: Ending, at: i64) -> Result<bool> {
    let ended = sqlx::query(
        "UPDATE sessions SET ended_at = $2, ending = $3, data = '{}' \
         WHERE id = $1 AND ended_at IS NULL AND last_seen_at <= $4",
    )
    .bind(&row.id)
    .bind(at)
    .bind(ending.name())
    .bind(row.last_seen_at)
    .execute(db)
    .await?;
    Ok(ended.rows_affected() == 1)
}

/// Ends some sessions that have outlived a deadline, each at its deadline, and says whose. With an
/// `ending`, that is written down instead of the deadline's own.
pub(crate) async fn expire_some(
    db: &mut AnyConnection,
    ending: Option<Ending>,
    most: i64,
    now: i64,
) -> Result<Vec<String>> {
    let (deadline, cause) = first_deadline();
    let over = format!(
        "FROM sessions s JOIN accounts a ON a.id = s.account_id JOIN limits p ON p.role = a.role \
         WHERE s.ended_at IS NULL AND {deadline} <= $1 ORDER BY s.id LIMIT $2"
    );
    let lock = format!("UPDATE accounts SET epoch = epoch WHERE id IN (SELECT s.account_id {over})");
    sqlx::query(AssertSqlSafe(lock)).bind(now).bind(most).execute(&mut *db).await?;
    let sql = format!(
        "UPDATE sessions AS s SET data = '{{}}', \
         ended_at = (SELECT CASE WHEN $3 <> '' THEN $1 ELSE {deadline} END FROM accounts a JOIN limits p ON p.role = a.role WHERE a.id = s.account_id), \
         ending = (SELECT CASE WHEN $3 <> '' THEN $3 ELSE {cause} END FROM accounts a JOIN limits p ON p.role = a.role WHERE a.id = s.account_id) \
         WHERE s.ended_at IS NULL AND s.id IN (SELECT s.id {over}) RETURNING account_id"
    );
    sqlx::query_scalar(AssertSqlSafe(sql))
        .bind(now)
        .bind(most)
        .bind(ending.map_or("", Ending::name))
        .fetch_all(db)
        .await
}

/// Removes some sessions that ended before that time, and says how many.
pub(crate) async fn remove_some(db: impl AnyExecutor<'_>, before: i64, most: i64) -> Result<u64> {
    let removed = sqlx::query(
        "DELETE FROM sessions WHERE id IN (SELECT id FROM sessions WHERE ended_at < $1 ORDER BY ended_at LIMIT $2)",
    );
    Ok(removed.bind(before).bind(most).execute(db).await?.rows_affected())
}
