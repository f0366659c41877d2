//! The SQL of preferences.

use sqlx::AnyExecutor;

type Result<T> = std::result::Result<T, sqlx::Error>;

/// The account's preferences as written, unless it is closed.
pub(super) async fn read(db: impl AnyExecutor<'_>, account_id: &str) -> Result<Option<String>> {
    let query = sqlx::query_scalar("SELECT preferences FROM accounts WHERE id = $1 AND closed_at IS NULL");
    query.bind(account_id).fetch_optional(db).await
}

/// Writes the account's preferences.
pub(super) async fn write(db: impl AnyExecutor<'_>, account_id: &str, preferences: &str) -> Result<()> {
    let query = sqlx::query("UPDATE accounts SET preferences = $2 WHERE id = $1 AND closed_at IS NULL");
    query.bind(account_id).bind(preferences).execute(db).await.map(drop)
}
