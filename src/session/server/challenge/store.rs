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
    /// The address that a code is mailed to; `None`: the second factor is due.
    pub(super) email: Option<String>,
    pub(super) username: String,
    pub(super) preferences: String,
    pub(super) authenticator: i64,
    pub(super) security_keys: i64,
    pub(super) passkeys: i64,
    pub(super) second_factor_ends_at: Option<i64>,
    pub(super) removal: Option<i64>,
    pub(super) email_verified_at: Option<i64>,
    /// How many requirements of a second factor apply to the role; see [`needed_from`](crate::factor::server::needed_from).
    pub(super) requirements: i64,
    pub(super) required_day: Option<i64>,
}

/// Inserts a challenge of an account, unless its password was changed meanwhile. `email`: the address that a code is mailed
/// to; `None`: the second factor is due.
pub(super) async fn insert(
    db: impl AnyExecutor<'_>,
    secret_hash: &str,
    (account_id, password_epoch): (&str, i64),
    (remember_me, email): (bool, Option<&str>),
    (now, expires_at): (i64, i64),
) -> Result<bool> {
    let sql = "INSERT INTO challenges (secret_hash, account_id, password_changed_at, remember_me, created_at, expires_at, email) \
         SELECT $1, a.id, a.password_changed_at, $4, $5, $6, $7 FROM accounts a \
         WHERE a.id = $2 AND a.password_changed_at = $3 AND a.closed_at IS NULL";
    let query = sqlx::query(sql).bind(secret_hash).bind(account_id).bind(password_epoch);
    let query = query.bind(i64::from(remember_me)).bind(now).bind(expires_at).bind(email);
    Ok(query.execute(db).await?.rows_affected() == 1)
}

/// The verified address of an account without a second factor that has been signed in to before, but not in the browser
/// with this digest, where none of its links was used either.
pub(super) async fn address_for_code(
    db: impl AnyExecutor<'_>,
    account_id: &str,
    device_hash: &str,
) -> Result<Option<String>> {
    // Not by its sessions, because old ones are removed.
    let sql = "SELECT a.email FROM accounts a WHERE a.id = $1 AND a.email_verified_at IS NOT NULL \
         AND a.second_factor_at IS NULL AND a.last_sign_in_at IS NOT NULL \
         AND NOT EXISTS (SELECT 1 FROM sessions s WHERE s.account_id = a.id AND s.device_hash = $2) \
         AND NOT EXISTS (SELECT 1 FROM links l WHERE l.account_id = a.id AND l.used_device = $2)";
    let found: Option<Option<String>> =
        sqlx::query_scalar(sql).bind(account_id).bind(device_hash).fetch_optional(db).await?;
    Ok(found.flatten())
}

/// The challenge with that cookie digest, if it is in force: not expired, with the account's current password, and
/// while the account has a second factor or, for a mailed code, while it has none, the address is its verified one, and the
/// policy asks for a code.
pub(super) async fn find(db: impl AnyExecutor<'_>, secret_hash: &str, now: i64) -> Result<Option<ChallengeRow>> {
    let sql = sql!(
        "SELECT c.account_id, c.remember_me, c.expires_at, c.email, a.username, a.preferences, a.passkeys, a.security_keys, \
         {HAS_AUTHENTICATOR} AS authenticator, \
         a.second_factor_ends_at, (SELECT value FROM policy_values WHERE setting = 'second_factor_removal' AND role = '') AS removal, \
         a.email_verified_at, (SELECT COUNT(*) FROM policy_values v WHERE v.setting = 'second_factor' AND v.value = 0 \
         AND (v.role = '' OR v.role = a.role)) AS requirements, \
         (SELECT v.value FROM policy_values v WHERE v.setting = 'second_factor_from' AND v.role = '') AS required_day \
         FROM challenges c JOIN accounts a ON a.id = c.account_id \
         WHERE c.secret_hash = $1 AND c.expires_at > $2 AND a.closed_at IS NULL \
         AND a.password_changed_at = c.password_changed_at \
         AND (c.email IS NULL AND a.second_factor_at IS NOT NULL \
         OR c.email = a.email AND a.email_verified_at IS NOT NULL AND a.second_factor_at IS NULL \
         AND EXISTS (SELECT 1 FROM policy_values v WHERE v.setting = 'new_device_code' AND v.value = 0 \
         AND (v.role = '' OR v.role = a.role)))",
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

/// The most codes that can be tried for one message.
const TRIES: i64 = 10;

/// Counts a try, before it is compared, so that tries at the same time count, too. Returns the digest of the code that was
/// mailed last; `None`: there is none, or too many were tried.
pub(super) async fn try_code(db: impl AnyExecutor<'_>, secret_hash: &str) -> Result<Option<String>> {
    let sql = sql!(
        "UPDATE challenges SET tries = tries + 1 WHERE secret_hash = $1 AND tries < {TRIES} RETURNING code_hash",
        TRIES
    );
    let found: Option<Option<String>> = sqlx::query_scalar(sql).bind(secret_hash).fetch_optional(db).await?;
    Ok(found.flatten())
}

/// Removes a challenge with the code that answers it. `false`: there is none any more, or it has another code.
pub(super) async fn remove_with_code(db: impl AnyExecutor<'_>, secret_hash: &str, code_hash: &str) -> Result<bool> {
    let query = sqlx::query("DELETE FROM challenges WHERE secret_hash = $1 AND code_hash = $2");
    Ok(query.bind(secret_hash).bind(code_hash).execute(db).await?.rows_affected() == 1)
}

/// Removes some challenges that have expired. Returns how many.
pub(crate) async fn remove_old(db: impl AnyExecutor<'_>, now: i64, most: i64) -> Result<u64> {
    let sql = "DELETE FROM challenges WHERE secret_hash IN \
         (SELECT secret_hash FROM challenges WHERE expires_at <= $1 LIMIT $2)";
    Ok(sqlx::query(sql).bind(now).bind(most).execute(db).await?.rows_affected())
}
