//! The SQL that says what a change of the policy does.

use sqlx::{AnyExecutor, AssertSqlSafe};

use crate::session::server::store::is_live;

/// Accounts that have more live sessions than they may.
pub(super) async fn count_over_the_cap(db: impl AnyExecutor<'_>, now: i64) -> Result<i64, sqlx::Error> {
    let sql = format!(
        "SELECT COUNT(*) FROM (SELECT s.account_id FROM sessions s JOIN accounts a ON a.id = s.account_id \
         JOIN limits p ON p.role = a.role WHERE {} GROUP BY s.account_id, p.sessions \
         HAVING COUNT(*) > p.sessions) AS crowded",
        is_live("$1")
    );
    sqlx::query_scalar(AssertSqlSafe(sql)).bind(now).fetch_one(db).await
}
