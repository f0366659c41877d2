//! The SQL of carried state and of the keys of its cookie.

use sqlx::{AnyConnection, AnyExecutor};

use crate::{database::new_id, feature::carried_kind::Stored};

type Result<T> = std::result::Result<T, sqlx::Error>;

/// An account's state of a kind.
pub(super) async fn find(db: impl AnyExecutor<'_>, account_id: &str, name: &str) -> Result<Option<Stored>> {
    let query = sqlx::query_as("SELECT version, value FROM carried WHERE account_id = $1 AND name = $2");
    let row: Option<(i64, String)> = query.bind(account_id).bind(name).fetch_optional(db).await?;
    Ok(row.map(|(version, value)| (u32::try_from(version).unwrap_or_default(), value)))
}

/// All states of an account: their names, and their values.
pub(super) async fn list(db: impl AnyExecutor<'_>, account_id: &str) -> Result<Vec<(String, String)>> {
    let query = sqlx::query_as("SELECT name, value FROM carried WHERE account_id = $1 ORDER BY name");
    query.bind(account_id).fetch_all(db).await
}

/// Writes an account's state of a kind.
pub(super) async fn write(
    db: impl AnyExecutor<'_>,
    account_id: &str,
    name: &str,
    (version, value): (u32, &str),
    now: i64,
) -> Result<()> {
    let query = sqlx::query(
        "INSERT INTO carried (account_id, name, version, value, changed_at) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (account_id, name) DO UPDATE SET version = $3, value = $4, changed_at = $5",
    );
    let query = query.bind(account_id).bind(name).bind(i64::from(version)).bind(value).bind(now);
    query.execute(db).await.map(drop)
}

/// Deletes all states of an account.
pub(super) async fn erase(db: impl AnyExecutor<'_>, account_id: &str) -> Result<()> {
    sqlx::query("DELETE FROM carried WHERE account_id = $1").bind(account_id).execute(db).await.map(drop)
}

/// The keys, the newest first.
pub(super) async fn keys(db: impl AnyExecutor<'_>) -> Result<Vec<String>> {
    sqlx::query_scalar("SELECT secret FROM cookie_keys ORDER BY created_at DESC, id DESC LIMIT 2").fetch_all(db).await
}

/// When the newest key was made.
pub(super) async fn newest_key_at(db: impl AnyExecutor<'_>) -> Result<Option<i64>> {
    sqlx::query_scalar("SELECT MAX(created_at) FROM cookie_keys").fetch_one(db).await
}

/// Holds the keys until the transaction ends: other servers wait with adding one.
pub(super) async fn lock_keys(db: impl AnyExecutor<'_>) -> Result<()> {
    sqlx::query("UPDATE locks SET taken = taken + 1 WHERE name = 'cookie_keys'").execute(db).await.map(drop)
}

/// Adds a key, and deletes all but the two newest ones.
pub(super) async fn add_key(db: &mut AnyConnection, secret: &str, now: i64) -> Result<()> {
    let query = sqlx::query("INSERT INTO cookie_keys (id, created_at, secret) VALUES ($1, $2, $3)");
    query.bind(new_id()).bind(now).bind(secret).execute(&mut *db).await?;
    let old = "DELETE FROM cookie_keys WHERE id NOT IN \
         (SELECT id FROM cookie_keys ORDER BY created_at DESC, id DESC LIMIT 2)";
    sqlx::query(old).execute(&mut *db).await.map(drop)
}
