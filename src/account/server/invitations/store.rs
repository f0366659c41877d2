//! The SQL with which invitations are used.

use sqlx::{AnyExecutor, AssertSqlSafe};

type Result<T> = std::result::Result<T, sqlx::Error>;

/// Whether the invitation `$1` works at `$2`.
const WORKS: &str = "token_hash = $1 AND revoked_at IS NULL AND expires_at > $2 AND uses_left > 0";

/// Whether it works.
pub(super) async fn works(db: impl AnyExecutor<'_>, token_hash: &str, now: i64) -> Result<bool> {
    let sql = format!("SELECT COUNT(*) FROM invitations WHERE {WORKS}");
    let found: i64 = sqlx::query_scalar(AssertSqlSafe(sql)).bind(token_hash).bind(now).fetch_one(db).await?;
    Ok(found > 0)
}

/// Takes one use; `false` when it does not work (any more).
pub(super) async fn take_use(db: impl AnyExecutor<'_>, token_hash: &str, now: i64) -> Result<bool> {
    let sql = format!("UPDATE invitations SET uses_left = uses_left - 1 WHERE {WORKS}");
    let taken = sqlx::query(AssertSqlSafe(sql)).bind(token_hash).bind(now).execute(db).await?;
    Ok(taken.rows_affected() == 1)
}
