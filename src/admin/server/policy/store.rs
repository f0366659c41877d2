//! The SQL that says what a change of the policy does.

use sqlx::{AnyExecutor, AssertSqlSafe};

use crate::session::server::store::is_live;

/// Of the sessions that have not been ended: how many are over, and how many accounts have more live ones
/// than they may.
pub(super) async fn count_effects(db: impl AnyExecutor<'_>, now: i64) -> Result<(i64, i64), sqlx::Error> {
    let live = is_live("$1");
    let sql = format!(
        "SELECT CAST(COALESCE(SUM(dead), 0) AS BIGINT), COUNT(CASE WHEN live > most THEN 1 END) FROM \
         (SELECT p.sessions AS most, COUNT(CASE WHEN {live} THEN 1 END) AS live, \
         COUNT(CASE WHEN {live} THEN NULL ELSE 1 END) AS dead \
         FROM sessions s JOIN accounts a ON a.id = s.account_id JOIN limits p ON p.role = a.role \
         WHERE s.ended_at IS NULL GROUP BY s.account_id, p.sessions) AS counted"
    );
    sqlx::query_as(AssertSqlSafe(sql)).bind(now).fetch_one(db).await
}
