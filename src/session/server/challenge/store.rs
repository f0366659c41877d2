//! The SQL of challenges.

use sqlx::{AnyExecutor, FromRow};

use crate::{database::sql, factor::server::HAS_AUTHENTICATOR};

type Result<T> = std::result::Result<T, sqlx::Error>;

/// A challenge with its account.
#[derive(Clone, Debug, FromRow)]
pub(super) struct ChallengeRow {
    pub(super) account_id: String,
    pub(super) remember_me: i64,
    pub(super) expires_at: i64,
    pub(super) username: String,
    pub(super) preferences: String,
    pub(super) authenticator: i64,
    pub(super) security_keys: i64,
    pub(super) passkeys: i64,
    pub(super) second_factor_ends_at: Option<i64>,
    pub(super) removal: Option<i64>,
}

/// Inserts a challenge of an account, unless its password was changed meanwhile.
pub(super) async fn insert(
    db: impl AnyExecutor<'_>,
    secret_hash: &str,
    (account_id, password_epoch): (&str, i64),
    remember_me: bool,
    (now, expires_at): (i64, i64),
) -> Result<bool> {
    let sql = "INSERT INTO challenges (secret_hash, account_id, password_changed_at, remember_me, created_at, expires_at) \
         SELECT $1, a.id, a.password_changed_at, $4, $5, $6 FROM accounts a \
         WHERE a.id = $2 AND a.password_changed_at = $3 AND a.closed_at IS NULL";
    let query = sqlx::query(sql).bind(secret_hash).bind(account_id).bind(password_epoch);
    let inserted = query.bind(i64::from(remember_me)).bind(now).bind(expires_at).execute(db).await?;
    Ok(inserted.rows_affected() == 1)
}

/// The challenge with that cookie digest, if it is in force: not expired, with the account's current password, and
/// while the account has a second factor.
pub(super) async fn find(db: impl AnyExecutor<'_>, secret_hash: &str, now: i64) -> Result<Option<ChallengeRow>> {
    let sql = sql!(
        "SELECT c.account_id, c.remember_me, c.expires_at, a.username, a.preferences, a.passkeys, a.security_keys, \
         {HAS_AUTHENTICATOR} AS authenticator, \
         a.second_factor_ends_at, (SELECT value FROM policy_values WHERE setting = 'second_factor_removal' AND role = '') AS removal \
         FROM challenges c JOIN accounts a ON a.id = c.account_id \
         WHERE c.secret_hash = $1 AND c.expires_at > $2 AND a.closed_at IS NULL \
         AND a.password_changed_at = c.password_changed_at AND a.second_factor_at IS NOT NULL",
        HAS_AUTHENTICATOR
    );
    sqlx::query_as(sql).bind(secret_hash).bind(now).fetch_optional(db).await
}

/// Removes a challenge. `false`: there is none any more, or the password was changed since.
pub(super) async fn remove(db: impl AnyExecutor<'_>, secret_hash: &str) -> Result<bool> {
    let sql = "DELETE FROM challenges WHERE secret_hash = $1 AND password_changed_at = \
         (SELECT a.password_changed_at FROM accounts a WHERE a.id = account_id)";
    let removed = sqlx::query(sql).bind(secret_hash).execute(db).await?;
    Ok(removed.rows_affected() == 1)
}

/// Removes some challenges that have expired. Returns how many.
pub(crate) async fn remove_old(db: impl AnyExecutor<'_>, now: i64, most: i64) -> Result<u64> {
    let sql = "DELETE FROM challenges WHERE secret_hash IN \
         (SELECT secret_hash FROM challenges WHERE expires_at <= $1 LIMIT $2)";
    Ok(sqlx::query(sql).bind(now).bind(most).execute(db).await?.rows_affected())
}
