//! The SQL of second factors.

use sqlx::{AnyExecutor, FromRow};

use crate::database::{Connection, new_id};

type Result<T> = std::result::Result<T, sqlx::Error>;

/// An authenticator app's row.
#[derive(FromRow)]
pub(super) struct AuthenticatorRow {
    pub(super) id: String,
    pub(super) secret: String,
    pub(super) created_at: i64,
    pub(super) confirmed_at: Option<i64>,
    pub(super) last_used_at: Option<i64>,
    pub(super) last_step: i64,
}

const SELECT: &str = "SELECT id, secret, created_at, confirmed_at, last_used_at, last_step FROM authenticators";

/// The account's authenticator app, if it is confirmed.
pub(super) async fn authenticator(db: impl AnyExecutor<'_>, account_id: &str) -> Result<Option<AuthenticatorRow>> {
    let sql = crate::database::sql!("{SELECT} WHERE account_id = $1 AND confirmed_at IS NOT NULL", SELECT);
    sqlx::query_as(sql).bind(account_id).fetch_optional(db).await
}

/// The app that is being set up, if that began after this time.
pub(super) async fn pending(
    db: impl AnyExecutor<'_>,
    account_id: &str,
    since: i64,
) -> Result<Option<AuthenticatorRow>> {
    let sql = crate::database::sql!(
        "{SELECT} WHERE account_id = $1 AND confirmed_at IS NULL AND created_at > $2 ORDER BY id DESC LIMIT 1",
        SELECT
    );
    sqlx::query_as(sql).bind(account_id).bind(since).fetch_optional(db).await
}

/// The IDs and encrypted secrets of all apps.
pub(super) async fn secrets(db: impl AnyExecutor<'_>) -> Result<Vec<(String, String)>> {
    sqlx::query_as("SELECT id, secret FROM authenticators ORDER BY id").fetch_all(db).await
}

/// Replaces an encrypted secret, unless it has changed.
pub(super) async fn replace_secret(db: impl AnyExecutor<'_>, id: &str, old: &str, new: &str) -> Result<()> {
    let query = sqlx::query("UPDATE authenticators SET secret = $3 WHERE id = $1 AND secret = $2");
    query.bind(id).bind(old).bind(new).execute(db).await.map(drop)
}

/// Begins to set up an app, in place of others that were begun.
pub(super) async fn begin(tx: &mut Connection, id: &str, account_id: &str, secret: &str, now: i64) -> Result<()> {
    let others = sqlx::query("DELETE FROM authenticators WHERE account_id = $1 AND confirmed_at IS NULL");
    others.bind(account_id).execute(&mut *tx).await?;
    let sql = "INSERT INTO authenticators (id, account_id, secret, created_at, last_step) VALUES ($1, $2, $3, $4, 0)";
    sqlx::query(sql).bind(id).bind(account_id).bind(secret).bind(now).execute(tx).await.map(drop)
}

/// Confirms an app that was begun, in place of the one before. `false`: it was confirmed or replaced meanwhile.
pub(super) async fn confirm(tx: &mut Connection, id: &str, account_id: &str, step: i64, now: i64) -> Result<bool> {
    let sql = "UPDATE authenticators SET confirmed_at = $3, last_step = $4 \
         WHERE id = $1 AND account_id = $2 AND confirmed_at IS NULL";
    let confirmed = sqlx::query(sql).bind(id).bind(account_id).bind(now).bind(step).execute(&mut *tx).await?;
    if confirmed.rows_affected() != 1 {
        return Ok(false);
    }
    let others = sqlx::query("DELETE FROM authenticators WHERE account_id = $1 AND id <> $2");
    others.bind(account_id).bind(id).execute(&mut *tx).await?;
    // A ticket was for the one before.
    sqlx::query(VOID_TICKETS).bind(account_id).execute(&mut *tx).await?;
    let account = "UPDATE accounts SET second_factor_at = COALESCE(second_factor_at, $2) WHERE id = $1";
    sqlx::query(account).bind(account_id).bind(now).execute(tx).await?;
    Ok(true)
}

/// How many authenticator apps the account `a` has: 0 or 1.
pub(crate) const HAS_AUTHENTICATOR: &str =
    "(SELECT COUNT(*) FROM authenticators f WHERE f.account_id = a.id AND f.confirmed_at IS NOT NULL)";

/// Uses a code of this step. `false`: a code of this step or of a later one has been used.
pub(super) async fn use_step(db: impl AnyExecutor<'_>, id: &str, step: i64, now: i64) -> Result<bool> {
    let sql = "UPDATE authenticators SET last_step = $2, last_used_at = $3 \
         WHERE id = $1 AND last_step < $2 AND confirmed_at IS NOT NULL";
    Ok(sqlx::query(sql).bind(id).bind(step).bind(now).execute(db).await?.rows_affected() == 1)
}

/// The IDs and PHC strings of the unused recovery codes.
pub(super) async fn recovery_codes(db: impl AnyExecutor<'_>, account_id: &str) -> Result<Vec<(String, String)>> {
    let sql = "SELECT id, code_hash FROM recovery_codes WHERE account_id = $1 AND used_at IS NULL ORDER BY id";
    sqlx::query_as(sql).bind(account_id).fetch_all(db).await
}

/// How many recovery codes are unused.
pub(super) async fn count_recovery_codes(db: impl AnyExecutor<'_>, account_id: &str) -> Result<i64> {
    let sql = "SELECT COUNT(*) FROM recovery_codes WHERE account_id = $1 AND used_at IS NULL";
    sqlx::query_scalar(sql).bind(account_id).fetch_one(db).await
}

/// Replaces all recovery codes.
pub(super) async fn replace_recovery_codes(
    tx: &mut Connection,
    account_id: &str,
    hashes: &[String],
    now: i64,
) -> Result<()> {
    let old = sqlx::query("DELETE FROM recovery_codes WHERE account_id = $1");
    old.bind(account_id).execute(&mut *tx).await?;
    for hash in hashes {
        let sql = "INSERT INTO recovery_codes (id, account_id, code_hash, created_at) VALUES ($1, $2, $3, $4)";
        sqlx::query(sql).bind(new_id()).bind(account_id).bind(hash).bind(now).execute(&mut *tx).await?;
    }
    Ok(())
}

/// Uses a recovery code. `false`: it has been used or replaced.
pub(super) async fn use_recovery_code(db: impl AnyExecutor<'_>, id: &str, now: i64) -> Result<bool> {
    let query = sqlx::query("UPDATE recovery_codes SET used_at = $2 WHERE id = $1 AND used_at IS NULL");
    Ok(query.bind(id).bind(now).execute(db).await?.rows_affected() == 1)
}

/// What decides whether the second step of an account can be removed.
#[derive(FromRow)]
pub(super) struct RemovalRow {
    pub(super) role: String,
    pub(super) password_changed_at: i64,
    pub(super) email_verified_at: Option<i64>,
    pub(super) second_factor_ends_at: Option<i64>,
}

/// The account's row, if it has a second step. Lock it first.
pub(super) async fn removal(db: impl AnyExecutor<'_>, account_id: &str) -> Result<Option<RemovalRow>> {
    let sql = "SELECT role, password_changed_at, email_verified_at, second_factor_ends_at FROM accounts \
         WHERE id = $1 AND second_factor_at IS NOT NULL";
    sqlx::query_as(sql).bind(account_id).fetch_optional(db).await
}

/// From when on a second factor is needed, in Unix seconds; 0: at once; `None`: it is not. `requirements`: how many there are,
/// of everyone and of the role. `day`: the policy's, which is that of the only requirement. If there are both, it is everyone's,
/// and the role's applies at once.
pub(crate) fn needed_from(requirements: i64, day: Option<i64>) -> Option<i64> {
    match requirements {
        0 => None,
        1 => Some(day.unwrap_or_default()),
        _ => Some(0),
    }
}

/// From when on a role needs a second factor; see [`needed_from`].
pub(super) async fn required_from(db: impl AnyExecutor<'_>, role: &str) -> Result<Option<i64>> {
    let sql = "SELECT (SELECT COUNT(*) FROM policy_values v WHERE v.setting = 'second_factor' AND v.value = 0 \
         AND (v.role = '' OR v.role = $1)), \
         (SELECT v.value FROM policy_values v WHERE v.setting = 'second_factor_from' AND v.role = '')";
    let (requirements, day): (i64, Option<i64>) = sqlx::query_as(sql).bind(role).fetch_one(db).await?;
    Ok(needed_from(requirements, day))
}

/// The role of an account.
pub(super) async fn role(db: impl AnyExecutor<'_>, account_id: &str) -> Result<String> {
    sqlx::query_scalar("SELECT role FROM accounts WHERE id = $1").bind(account_id).fetch_one(db).await
}

/// Sets when the second step of an account is removed.
pub(super) async fn end_at(db: impl AnyExecutor<'_>, account_id: &str, now: i64, at: i64) -> Result<()> {
    let query = sqlx::query("UPDATE accounts SET second_factor_ends_at = $2, removal_requested_at = $3 WHERE id = $1");
    query.bind(account_id).bind(at).bind(now).execute(db).await.map(drop)
}

/// Keeps the second step of an account. `false`: it was not to be removed.
pub(super) async fn keep(db: impl AnyExecutor<'_>, account_id: &str) -> Result<bool> {
    let sql = "UPDATE accounts SET second_factor_ends_at = NULL, removal_requested_at = NULL \
         WHERE id = $1 AND second_factor_ends_at IS NOT NULL";
    Ok(sqlx::query(sql).bind(account_id).execute(db).await?.rows_affected() == 1)
}

/// The accounts whose second step is to be removed by this time, at most this many.
pub(super) async fn ending(db: impl AnyExecutor<'_>, now: i64, most: i64) -> Result<Vec<String>> {
    let sql = "SELECT id FROM accounts WHERE second_factor_ends_at IS NOT NULL AND second_factor_ends_at <= $1 \
         ORDER BY second_factor_ends_at LIMIT $2";
    sqlx::query_scalar(sql).bind(now).bind(most).fetch_all(db).await
}

/// For how many seconds the removal of an account's second step has been due at this time, if it is, and whether the message
/// about it was sent a day before or earlier.
pub(super) async fn overdue(db: impl AnyExecutor<'_>, account_id: &str, now: i64) -> Result<Option<(i64, bool)>> {
    let sql = "SELECT $2 - a.second_factor_ends_at, (SELECT COUNT(*) FROM outbox o WHERE o.account_id = a.id \
         AND o.template = 'second_factor_ending' AND o.created_at >= a.removal_requested_at AND o.sent_at <= $2 - 86400) \
         FROM accounts a WHERE a.id = $1 AND a.second_factor_ends_at <= $2";
    let row: Option<(i64, i64)> = sqlx::query_as(sql).bind(account_id).bind(now).fetch_optional(db).await?;
    Ok(row.map(|(seconds, sent)| (seconds, sent > 0)))
}

/// Whether the account can do without a password: it has two passkeys, or a passkey, recovery codes and a verified address, with
/// which a new password can be set.
pub(crate) async fn has_other_ways(db: impl AnyExecutor<'_>, account_id: &str) -> Result<bool> {
    let sql = "SELECT passkeys, CASE WHEN email_verified_at IS NULL THEN CAST(0 AS BIGINT) ELSE \
         (SELECT COUNT(*) FROM recovery_codes WHERE account_id = $1 AND used_at IS NULL) END FROM accounts WHERE id = $1";
    let found: Option<(i64, i64)> = sqlx::query_as(sql).bind(account_id).fetch_optional(db).await?;
    Ok(found.is_some_and(|(passkeys, codes)| passkeys >= 2 || passkeys == 1 && codes > 0))
}

/// Whether the account has neither a password nor enough other ways to sign in.
pub(crate) async fn is_stranded(tx: &mut Connection, account_id: &str) -> Result<bool> {
    Ok(!has_password(&mut *tx, account_id).await? && !has_other_ways(tx, account_id).await?)
}

/// Whether the account has a password.
pub(super) async fn has_password(db: impl AnyExecutor<'_>, account_id: &str) -> Result<bool> {
    let sql = "SELECT COUNT(*) FROM accounts WHERE id = $1 AND password_hash <> ''";
    let accounts: i64 = sqlx::query_scalar(sql).bind(account_id).fetch_one(db).await?;
    Ok(accounts > 0)
}

/// Puts off setting up the second factor of the owner of a new installation, once and for this session. `false`: it was put off
/// before, or this is not the session that the set-up link has started.
pub(crate) async fn postpone(db: impl AnyExecutor<'_>, account_id: &str, session_id: &str) -> Result<bool> {
    let sql =
        crate::database::sql!("UPDATE accounts SET second_factor_postponed_in = $2 WHERE {CAN_POSTPONE}", CAN_POSTPONE);
    Ok(sqlx::query(sql).bind(account_id).bind(session_id).execute(db).await?.rows_affected() == 1)
}

/// Whether that can be put off in this session.
pub(crate) async fn can_postpone(db: impl AnyExecutor<'_>, account_id: &str, session_id: &str) -> Result<bool> {
    let sql = crate::database::sql!("SELECT COUNT(*) FROM accounts WHERE {CAN_POSTPONE}", CAN_POSTPONE);
    let accounts: i64 = sqlx::query_scalar(sql).bind(account_id).bind(session_id).fetch_one(db).await?;
    Ok(accounts > 0)
}

const CAN_POSTPONE: &str = "id = $1 AND second_factor_postponed_in IS NULL AND second_factor_at IS NULL \
     AND EXISTS (SELECT 1 FROM sessions s WHERE s.id = $2 AND s.account_id = $1 AND s.method = 'set_up')";

/// Removes the authenticator app of an account. `false`: there is none.
pub(crate) async fn remove_authenticator(tx: &mut Connection, account_id: &str) -> Result<bool> {
    let query = sqlx::query("DELETE FROM authenticators WHERE account_id = $1 AND confirmed_at IS NOT NULL");
    let removed = query.bind(account_id).execute(&mut *tx).await?.rows_affected() > 0;
    turn_off_if_empty(tx, account_id).await?;
    Ok(removed)
}

/// How many security keys an account has.
pub(super) async fn count_security_keys(db: impl AnyExecutor<'_>, account_id: &str) -> Result<i64> {
    sqlx::query_scalar("SELECT security_keys FROM accounts WHERE id = $1").bind(account_id).fetch_one(db).await
}

/// Whether the account has a second factor.
pub(crate) async fn has_second_factor(db: impl AnyExecutor<'_>, account_id: &str) -> Result<bool> {
    let sql = "SELECT COUNT(*) FROM accounts WHERE id = $1 AND second_factor_at IS NOT NULL";
    let accounts: i64 = sqlx::query_scalar(sql).bind(account_id).fetch_one(db).await?;
    Ok(accounts > 0)
}

/// Turns the second step off if the account has neither an authenticator app nor a security key any more.
pub(super) async fn turn_off_if_empty(tx: &mut Connection, account_id: &str) -> Result<()> {
    let sql = "SELECT COUNT(*) FROM accounts a WHERE a.id = $1 AND a.second_factor_at IS NOT NULL AND a.security_keys = 0 \
         AND NOT EXISTS (SELECT 1 FROM authenticators f WHERE f.account_id = a.id AND f.confirmed_at IS NOT NULL)";
    let empty: i64 = sqlx::query_scalar(sql).bind(account_id).fetch_one(&mut *tx).await?;
    if empty > 0 { remove_of_account(tx, account_id).await } else { Ok(()) }
}

/// Deletes the tickets of an account that were not used.
pub(super) const VOID_TICKETS: &str =
    "DELETE FROM links WHERE account_id = $1 AND purpose = 'ticket' AND used_at IS NULL";

/// Removes all second factors of an account, the sign-ins that wait for one, and what was issued in their place.
pub(crate) async fn remove_of_account(tx: &mut Connection, account_id: &str) -> Result<()> {
    for sql in [
        VOID_TICKETS,
        "DELETE FROM challenges WHERE account_id = $1",
        "DELETE FROM recovery_codes WHERE account_id = $1",
        "DELETE FROM authenticators WHERE account_id = $1",
        "DELETE FROM passkeys WHERE account_id = $1 AND kind = 'security_key'",
        "UPDATE accounts SET second_factor_at = NULL, second_factor_ends_at = NULL, removal_requested_at = NULL, \
         security_keys = 0 WHERE id = $1",
    ] {
        sqlx::query(sql).bind(account_id).execute(&mut *tx).await?;
    }
    Ok(())
}
