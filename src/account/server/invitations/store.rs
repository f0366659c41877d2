//! The SQL with which invitations are used.

use sqlx::{AnyExecutor, AssertSqlSafe};

use crate::access::CLOCK_SKEW;

type Result<T> = std::result::Result<T, sqlx::Error>;

/// The condition under which the invitation `$1` works at `$2`: one that was made in the future, by a clock
/// that was wrong, does not.
fn works_at() -> String {
    format!(
        "token_hash = $1 AND revoked_at IS NULL AND expires_at > $2 AND created_at - {CLOCK_SKEW} <= $2 AND uses_left > 0"
    )
}

/// Whether it works.
pub(super) async fn works(db: impl AnyExecutor<'_>, token_hash: &str, now: i64) -> Result<bool> {
    let sql = format!("SELECT COUNT(*) FROM invitations WHERE {}", works_at());
    let found: i64 = sqlx::query_scalar(AssertSqlSafe(sql)).bind(token_hash).bind(now).fetch_one(db).await?;
    Ok(found > 0)
}

/// Takes one use; `false` when it does not work (any more).
pub(super) async fn take_use(db: impl AnyExecutor<'_>, token_hash: &str, now: i64) -> Result<bool> {
    let sql = format!("UPDATE invitations SET uses_left = uses_left - 1 WHERE {}", works_at());
    let taken = sqlx::query(AssertSqlSafe(sql)).bind(token_hash).bind(now).execute(db).await?;
    Ok(taken.rows_affected() == 1)
}
