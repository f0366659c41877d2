//! The SQL that ends sessions, and removes those that ended long ago. Nothing here sets `ended_at`
//! back.

use sqlx::{AnyExecutor, AssertSqlSafe};

use super::{Ended, Which};
use crate::{
    access::Ending,
    session::server::store::{ABSOLUTE_END, IDLE_END, SessionRow},
};

type Result<T> = std::result::Result<T, sqlx::Error>;

/// Ends sessions and drops their data. Those that had outlived a deadline, unseen until now, get
/// that as their ending.
pub(crate) async fn end(
    db: impl AnyExecutor<'_>,
    which: Which<'_>,
    ending: Ending,
    by: Option<&str>,
    now: i64,
) -> Result<Vec<Ended>> {
    let (condition, subject, other) = which.condition();
    let sql = format!(
        "UPDATE sessions AS s SET ended_at = $1, ended_by = $3, data = '{{}}', ending = COALESCE((\
         SELECT CASE WHEN {IDLE_END} <= $1 AND {IDLE_END} < {ABSOLUTE_END} THEN 'idle' \
         WHEN {ABSOLUTE_END} <= $1 THEN 'absolute' END \
         FROM accounts a JOIN limits p ON p.role = a.role WHERE a.id = s.account_id), $2) \
         WHERE s.ended_at IS NULL AND {condition} RETURNING account_id, ending"
    );
    let ended: Vec<(String, String)> = sqlx::query_as(AssertSqlSafe(sql))
        .bind(now)
        .bind(ending.name())
        .bind(by)
        .bind(subject)
        .bind(other)
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
    db: impl AnyExecutor<'_>,
    ending: Option<Ending>,
    most: i64,
    now: i64,
) -> Result<Vec<String>> {
    let over = format!(
        "SELECT s.id FROM sessions s JOIN accounts a ON a.id = s.account_id JOIN limits p ON p.role = a.role \
         WHERE s.ended_at IS NULL AND ({IDLE_END} <= $1 OR {ABSOLUTE_END} <= $1) LIMIT $3"
    );
    let sql = format!(
        "UPDATE sessions AS s SET data = '{{}}', \
         ended_at = (SELECT CASE WHEN $2 <> '' THEN $1 WHEN {ABSOLUTE_END} <= {IDLE_END} THEN {ABSOLUTE_END} \
         ELSE {IDLE_END} END FROM accounts a JOIN limits p ON p.role = a.role WHERE a.id = s.account_id), \
         ending = (SELECT CASE WHEN $2 <> '' THEN $2 WHEN {ABSOLUTE_END} <= {IDLE_END} THEN 'absolute' \
         ELSE 'idle' END FROM accounts a JOIN limits p ON p.role = a.role WHERE a.id = s.account_id) \
         WHERE s.ended_at IS NULL AND s.id IN ({over}) RETURNING account_id"
    );
    sqlx::query_scalar(AssertSqlSafe(sql))
        .bind(now)
        .bind(ending.map_or("", Ending::name))
        .bind(most)
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
