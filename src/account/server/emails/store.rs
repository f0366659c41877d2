//! The SQL of e-mail addresses.

use sqlx::{AnyExecutor, FromRow};

type Result<T> = std::result::Result<T, sqlx::Error>;

/// The addresses of an account.
#[derive(Clone, Debug, FromRow)]
pub(crate) struct Emails {
    pub(crate) username: String,
    pub(crate) email: Option<String>,
    pub(crate) email_verified_at: Option<i64>,
    pub(crate) email_pending: Option<String>,
}

/// The addresses of an account, unless it is closed.
pub(crate) async fn find(db: impl AnyExecutor<'_>, account_id: &str) -> Result<Option<Emails>> {
    let sql = "SELECT username, email, email_verified_at, email_pending FROM accounts \
         WHERE id = $1 AND closed_at IS NULL";
    sqlx::query_as(sql).bind(account_id).fetch_optional(db).await
}

/// Sets the address of an account, verified or not, and forgets a pending one. `false`: the account was closed meanwhile.
pub(super) async fn set(
    db: impl AnyExecutor<'_>,
    account_id: &str,
    email: Option<&str>,
    email_key: Option<&str>,
    verified_at: Option<i64>,
) -> Result<bool> {
    let sql = "UPDATE accounts SET email = $2, email_key = $3, email_verified_at = $4, email_pending = NULL \
         WHERE id = $1 AND closed_at IS NULL";
    let query = sqlx::query(sql).bind(account_id).bind(email).bind(email_key).bind(verified_at);
    Ok(query.execute(db).await?.rows_affected() == 1)
}

/// Sets the address that replaces the verified one of an account as soon as it is verified. `false`: the account was
/// closed meanwhile.
pub(super) async fn set_pending(db: impl AnyExecutor<'_>, account_id: &str, email: &str) -> Result<bool> {
    let query = sqlx::query("UPDATE accounts SET email_pending = $2 WHERE id = $1 AND closed_at IS NULL");
    Ok(query.bind(account_id).bind(email).execute(db).await?.rows_affected() == 1)
}

/// Forgets an address that waits to replace the verified one.
pub(crate) async fn forget_pending(db: impl AnyExecutor<'_>, account_id: &str) -> Result<()> {
    sqlx::query("UPDATE accounts SET email_pending = NULL WHERE id = $1").bind(account_id).execute(db).await.map(drop)
}

/// Whether another account has verified this address.
pub(super) async fn is_taken(db: impl AnyExecutor<'_>, email_key: &str, account_id: &str) -> Result<bool> {
    let sql = "SELECT COUNT(*) FROM accounts WHERE email_key = $1 AND email_verified_at IS NOT NULL AND id <> $2";
    let count: i64 = sqlx::query_scalar(sql).bind(email_key).bind(account_id).fetch_one(db).await?;
    Ok(count > 0)
}

/// Removes an address from all other accounts, which have not verified it. Returns their IDs.
pub(super) async fn drop_unverified(
    db: impl AnyExecutor<'_>,
    email: &str,
    email_key: &str,
    account_id: &str,
) -> Result<Vec<String>> {
    // Addresses from before mail was there have no key.
    let sql = "UPDATE accounts SET email = NULL, email_key = NULL WHERE id <> $3 AND email_verified_at IS NULL \
         AND (email_key = $2 OR email_key IS NULL AND LOWER(email) = LOWER($1)) RETURNING id";
    sqlx::query_scalar(sql).bind(email).bind(email_key).bind(account_id).fetch_all(db).await
}
