//! The SQL of notifications.

use sqlx::AnyExecutor;

use super::hub::Change;

type Result<T> = std::result::Result<T, sqlx::Error>;

/// Inserts a change.
pub(super) async fn insert(db: impl AnyExecutor<'_>, change: &Change, now: i64) -> Result<()> {
    let query = sqlx::query("INSERT INTO changes (id, account_id, at) VALUES ($1, $2, $3)");
    query.bind(&change.id).bind(change.account_id.as_deref()).bind(now).execute(db).await.map(drop)
}

/// Increments the epoch of an account, which counts its changes.
pub(super) async fn count(db: impl AnyExecutor<'_>, account_id: &str) -> Result<()> {
    let query = sqlx::query("UPDATE accounts SET epoch = epoch + 1 WHERE id = $1");
    query.bind(account_id).execute(db).await.map(drop)
}

/// Increments the number of changes that concern all accounts.
pub(super) async fn count_all(db: impl AnyExecutor<'_>) -> Result<()> {
    sqlx::query("UPDATE locks SET taken = taken + 1 WHERE name = 'policy'").execute(db).await.map(drop)
}

/// The changes since a time in Unix seconds, each with its ID, account and time.
pub(super) async fn since(db: impl AnyExecutor<'_>, since: i64) -> Result<Vec<(String, Option<String>, i64)>> {
    let query = sqlx::query_as("SELECT id, account_id, at FROM changes WHERE at >= $1 ORDER BY id");
    query.bind(since).fetch_all(db).await
}

/// Deletes the changes outside a range of times, in Unix seconds.
pub(super) async fn remove_outside(db: impl AnyExecutor<'_>, from: i64, until: i64) -> Result<()> {
    sqlx::query("DELETE FROM changes WHERE at < $1 OR at > $2").bind(from).bind(until).execute(db).await.map(drop)
}
