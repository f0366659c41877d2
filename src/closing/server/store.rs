//! The SQL that erases the personal data of an account. A new table with personal data needs a statement here.

use sqlx::{AnyConnection, AnyExecutor};

type Result<T> = std::result::Result<T, sqlx::Error>;

/// The username of an account, unless it is closed.
pub(super) async fn username(db: impl AnyExecutor<'_>, id: &str) -> Result<Option<String>> {
    let query = sqlx::query_scalar("SELECT username FROM accounts WHERE id = $1 AND closed_at IS NULL");
    query.bind(id).fetch_optional(db).await
}

/// The statements that erase data outside the account's row. Sessions that a ban ended report from now on that
/// the account is closed; the digests of their secrets remain until retention deletes them.
const ERASURES: [&str; 17] = [
    "UPDATE sessions SET address = '', network = '', user_agent = '', name = '', data = '{}', ended_by = NULL, \
     ending = CASE WHEN ending = 'banned' THEN 'account_closed' ELSE ending END WHERE account_id = $1",
    "UPDATE bans SET reason = '', note = '' WHERE account_id = $1",
    "UPDATE appeals SET text = '' WHERE ban_id IN (SELECT id FROM bans WHERE account_id = $1)",
    "UPDATE appeals SET answer = '' WHERE answer IS NOT NULL \
     AND ban_id IN (SELECT id FROM bans WHERE account_id = $1)",
    "UPDATE impersonations SET reason = '' WHERE account_id = $1",
    "UPDATE jobs SET address = NULL, user_agent = NULL WHERE actor = $1",
    "DELETE FROM account_notes WHERE account_id = $1",
    "DELETE FROM links WHERE account_id = $1",
    "DELETE FROM outbox WHERE account_id = $1",
    "DELETE FROM challenges WHERE account_id = $1",
    "DELETE FROM session_keys WHERE session_id IN (SELECT s.id FROM sessions s WHERE s.account_id = $1)",
    "DELETE FROM session_challenges WHERE session_id IN (SELECT s.id FROM sessions s WHERE s.account_id = $1)",
    "DELETE FROM recovery_codes WHERE account_id = $1",
    "DELETE FROM authenticators WHERE account_id = $1",
    "DELETE FROM passkey_challenges WHERE account_id = $1",
    "DELETE FROM passkeys WHERE account_id = $1",
    "UPDATE invitations SET note = '', revoked_at = COALESCE(revoked_at, created_at) WHERE created_by = $1",
];

/// Erases the personal data. The username becomes one that nobody can choose, because it is too long, so that
/// the old one is free again. The password is replaced by none, which stops a sign-in in progress.
pub(super) async fn erase(db: &mut AnyConnection, account_id: &str, now: i64) -> Result<()> {
    sqlx::query(
        "UPDATE accounts SET username = $2, username_key = $2, username_skeleton = $2, \
         display_name = 'Closed account', email = NULL, email_key = NULL, email_verified_at = NULL, email_pending = NULL, preferences = '', password_hash = '', role = 'member', \
         password_changed_at = CASE WHEN password_changed_at < $3 THEN $3 ELSE password_changed_at + 1 END, \
         last_sign_in_at = NULL, second_factor_at = NULL, second_factor_ends_at = NULL, removal_requested_at = NULL, passkeys = 0, security_keys = 0, second_factor_postponed_in = NULL, wrong_codes = 0, new_device_notices = 1, last_seen_at = 0, closed_at = $3 WHERE id = $1",
    )
    .bind(account_id)
    .bind(format!("closed-{account_id}"))
    .bind(now)
    .execute(&mut *db)
    .await?;
    for erasure in ERASURES {
        sqlx::query(erasure).bind(account_id).execute(&mut *db).await?;
    }
    Ok(())
}
