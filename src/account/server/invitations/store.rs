//! The SQL that uses invitations.

use sqlx::AnyExecutor;

use crate::{
    access::CLOCK_SKEW,
    database::{Sql, sql},
};

type Result<T> = std::result::Result<T, sqlx::Error>;

/// The condition under which the invitation `$1` is valid at `$2`. One that was created in the future, by a
/// wrong clock, is not.
fn works_at() -> Sql {
    sql!(
        "token_hash = $1 AND revoked_at IS NULL AND expires_at > $2 AND created_at - {CLOCK_SKEW} <= $2 AND uses_left > 0",
        CLOCK_SKEW
    )
}

/// Whether an invitation is valid.
pub(super) async fn works(db: impl AnyExecutor<'_>, token_hash: &str, now: i64) -> Result<bool> {
    let sql = sql!("SELECT COUNT(*) FROM invitations WHERE {works_at}", works_at = works_at());
    let found: i64 = sqlx::query_scalar(sql).bind(token_hash).bind(now).fetch_one(db).await?;
    Ok(found > 0)
}

/// Takes one use of an invitation. `false`: it is not valid, or not any more.
pub(super) async fn take_use(db: impl AnyExecutor<'_>, token_hash: &str, now: i64) -> Result<bool> {
    let sql = sql!("UPDATE invitations SET uses_left = uses_left - 1 WHERE {works_at}", works_at = works_at());
    let taken = sqlx::query(sql).bind(token_hash).bind(now).execute(db).await?;
    Ok(taken.rows_affected() == 1)
}
