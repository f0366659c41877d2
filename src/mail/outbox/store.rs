//! The SQL of the outbox.

use sqlx::{AnyExecutor, FromRow};

use crate::database::{Sql, sql};

type Result<T> = std::result::Result<T, sqlx::Error>;

/// A new message. Times are Unix seconds.
pub(in crate::mail) struct NewRow<'a> {
    pub(in crate::mail) id: &'a str,
    pub(in crate::mail) template: &'a str,
    pub(in crate::mail) facts: &'a str,
    pub(in crate::mail) account_id: Option<&'a str>,
    pub(in crate::mail) recipient: Option<&'a str>,
    pub(in crate::mail) language: Option<&'a str>,
    pub(in crate::mail) now: i64,
    pub(in crate::mail) expires_at: i64,
}

/// Inserts a message.
pub(in crate::mail) async fn insert(db: impl AnyExecutor<'_>, new: NewRow<'_>) -> Result<()> {
    sqlx::query(
        "INSERT INTO outbox (id, template, facts, account_id, recipient, created_at, due_at, expires_at, \
         claimed_until, attempts, language) VALUES ($1, $2, $3, $4, $5, $6, $6, $7, 0, 0, $8)",
    )
    .bind(new.id)
    .bind(new.template)
    .bind(new.facts)
    .bind(new.account_id)
    .bind(new.recipient)
    .bind(new.now)
    .bind(new.expires_at)
    .bind(new.language)
    .execute(db)
    .await
    .map(drop)
}

/// The verified address of an account.
pub(in crate::mail) async fn verified_address(db: impl AnyExecutor<'_>, account_id: &str) -> Result<Option<String>> {
    let sql = "SELECT email FROM accounts WHERE id = $1 AND closed_at IS NULL AND email_verified_at IS NOT NULL";
    Ok(sqlx::query_scalar(sql).bind(account_id).fetch_optional(db).await?.flatten())
}

/// The IDs and verified addresses of administrators, at most twenty.
pub(in crate::mail) async fn administrators(db: impl AnyExecutor<'_>) -> Result<Vec<(String, String)>> {
    let sql = "SELECT id, email FROM accounts WHERE role = 'administrator' AND closed_at IS NULL \
         AND email_verified_at IS NOT NULL ORDER BY id LIMIT 20";
    sqlx::query_as(sql).fetch_all(db).await
}

/// How many messages with a template an account or an address has been sent, or will be, since a time.
pub(in crate::mail) async fn count_recent(
    db: impl AnyExecutor<'_>,
    (account_id, recipient): (Option<&str>, Option<&str>),
    template: &str,
    since: i64,
) -> Result<i64> {
    let sql = "SELECT COUNT(*) FROM outbox \
         WHERE created_at > $4 AND template = $3 AND (account_id = $1 OR LOWER(recipient) = LOWER($2))";
    sqlx::query_scalar(sql).bind(account_id).bind(recipient).bind(template).bind(since).fetch_one(db).await
}

/// Deletes the messages to an account that were not sent.
pub(in crate::mail) async fn remove_waiting(db: impl AnyExecutor<'_>, account_id: &str) -> Result<()> {
    let sql = "DELETE FROM outbox WHERE account_id = $1 AND sent_at IS NULL";
    sqlx::query(sql).bind(account_id).execute(db).await.map(drop)
}

/// Locks an account until the transaction ends. `false`: it was closed meanwhile.
pub(in crate::mail) async fn lock_addressee(db: impl AnyExecutor<'_>, account_id: &str) -> Result<bool> {
    let query = sqlx::query("UPDATE accounts SET role = role WHERE id = $1 AND closed_at IS NULL");
    Ok(query.bind(account_id).execute(db).await?.rows_affected() == 1)
}

/// Gives a challenge of an account another code, as long as it waits for one that was sent to this address. Returns when it
/// expires.
pub(in crate::mail) async fn set_code(
    db: impl AnyExecutor<'_>,
    (challenge, account_id): (&str, &str),
    recipient: &str,
    code_hash: &str,
    now: i64,
) -> Result<Option<i64>> {
    let sql = "UPDATE challenges SET code_hash = $4, tries = 0 WHERE secret_hash = $1 AND account_id = $2 AND email = $3 \
         AND expires_at > $5 AND email = (SELECT a.email FROM accounts a WHERE a.id = $2 AND a.email_verified_at IS NOT NULL) \
         RETURNING expires_at";
    let query = sqlx::query_scalar(sql).bind(challenge).bind(account_id).bind(recipient).bind(code_hash);
    query.bind(now).fetch_optional(db).await
}

/// A message that a server is about to send.
#[derive(Debug, FromRow)]
pub(in crate::mail) struct Claimed {
    pub(in crate::mail) id: String,
    pub(in crate::mail) facts: String,
    pub(in crate::mail) account_id: Option<String>,
    pub(in crate::mail) recipient: Option<String>,
    pub(in crate::mail) language: Option<String>,
    pub(in crate::mail) created_at: i64,
    pub(in crate::mail) expires_at: i64,
    pub(in crate::mail) held_until: i64,
    pub(in crate::mail) attempts: i64,
}

/// The condition under which a message waits to be sent.
const WAITS: &str = "sent_at IS NULL AND failed_at IS NULL";

/// Takes a message that is due at `now`. Until `until`, no other server takes it.
pub(in crate::mail) async fn claim(db: impl AnyExecutor<'_>, now: i64, until: i64) -> Result<Option<Claimed>> {
    let sql = sql!(
        "UPDATE outbox SET claimed_until = $2, attempts = attempts + 1 WHERE {WAITS} AND claimed_until <= $1 AND id = \
         (SELECT id FROM outbox WHERE {WAITS} AND claimed_until <= $1 AND due_at <= $1 ORDER BY due_at, id LIMIT 1) \
         RETURNING id, facts, account_id, recipient, language, created_at, expires_at, claimed_until AS held_until, attempts",
        WAITS
    );
    sqlx::query_as(sql).bind(now).bind(until).fetch_optional(db).await
}

/// The condition under which a server's claim still holds.
fn held() -> Sql {
    sql!("id = $1 AND claimed_until = $2 AND {WAITS}", WAITS)
}

/// Marks a message as sent to this address. Its facts are no longer needed.
pub(in crate::mail) async fn sent(
    db: impl AnyExecutor<'_>,
    message: &Claimed,
    (account_id, recipient): (Option<&str>, &str),
    now: i64,
) -> Result<()> {
    let sql = sql!(
        "UPDATE outbox SET sent_at = $3, facts = '', account_id = $4, recipient = $5, error = NULL, claimed_until = 0 WHERE {held}",
        held = held()
    );
    let query = sqlx::query(sql).bind(&message.id).bind(message.held_until).bind(now);
    query.bind(account_id).bind(recipient).execute(db).await.map(drop)
}

/// Postpones a message after a failed attempt; `None`: gives it up at `now`.
pub(in crate::mail) async fn failed(
    db: impl AnyExecutor<'_>,
    message: &Claimed,
    error: &str,
    (now, due_at): (i64, Option<i64>),
) -> Result<()> {
    let sql = sql!(
        "UPDATE outbox SET error = $3, due_at = COALESCE($4, due_at), failed_at = $5, claimed_until = 0 WHERE {held}",
        held = held()
    );
    let query = sqlx::query(sql).bind(&message.id).bind(message.held_until).bind(error).bind(due_at);
    query.bind(due_at.is_none().then_some(now)).execute(db).await.map(drop)
}

/// Deletes a message that is not to be sent.
pub(in crate::mail) async fn drop_claimed(db: impl AnyExecutor<'_>, message: &Claimed) -> Result<()> {
    let sql = sql!("DELETE FROM outbox WHERE {held}", held = held());
    sqlx::query(sql).bind(&message.id).bind(message.held_until).execute(db).await.map(drop)
}

/// A message as administrators see it.
#[derive(Debug, FromRow)]
pub(in crate::mail) struct Row {
    pub(in crate::mail) id: String,
    pub(in crate::mail) template: String,
    pub(in crate::mail) recipient: Option<String>,
    pub(in crate::mail) username: Option<String>,
    pub(in crate::mail) created_at: i64,
    pub(in crate::mail) due_at: i64,
    pub(in crate::mail) attempts: i64,
    pub(in crate::mail) error: Option<String>,
    pub(in crate::mail) sent_at: Option<i64>,
    pub(in crate::mail) failed_at: Option<i64>,
}

const ROW: &str = "SELECT o.id, o.template, o.recipient, a.username, o.created_at, o.due_at, o.attempts, o.error, o.sent_at, \
         o.failed_at FROM outbox o LEFT JOIN accounts a ON a.id = o.account_id";

/// The message with this ID.
pub(in crate::mail) async fn find(db: impl AnyExecutor<'_>, id: &str) -> Result<Option<Row>> {
    let sql = sql!("{ROW} WHERE o.id = $1", ROW);
    sqlx::query_as(sql).bind(id).fetch_optional(db).await
}

/// The newest messages: those that were not sent first.
pub(in crate::mail) async fn list(db: impl AnyExecutor<'_>, most: i64) -> Result<Vec<Row>> {
    let sql = sql!(
        "{ROW} \
         ORDER BY CASE WHEN o.sent_at IS NULL THEN 0 ELSE 1 END, o.created_at DESC, o.id DESC LIMIT $1",
        ROW
    );
    sqlx::query_as(sql).bind(most).fetch_all(db).await
}

/// Makes a message due now that was not sent, also one that was given up. `false`: there is none.
pub(in crate::mail) async fn retry(db: impl AnyExecutor<'_>, id: &str, now: i64, expires_at: i64) -> Result<bool> {
    let sql = "UPDATE outbox SET due_at = $2, failed_at = NULL, \
         expires_at = CASE WHEN expires_at < $3 THEN $3 ELSE expires_at END WHERE id = $1 AND sent_at IS NULL";
    Ok(sqlx::query(sql).bind(id).bind(now).bind(expires_at).execute(db).await?.rows_affected() == 1)
}

/// Deletes some messages that were created before a time. Returns how many.
pub(in crate::mail) async fn remove_old(db: impl AnyExecutor<'_>, before: i64, most: i64) -> Result<u64> {
    let sql = "DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE created_at < $1 LIMIT $2)";
    Ok(sqlx::query(sql).bind(before).bind(most).execute(db).await?.rows_affected())
}

/// Whom a message addresses.
#[derive(Debug, FromRow)]
pub(in crate::mail) struct Addressee {
    pub(in crate::mail) id: String,
    pub(in crate::mail) username: String,
    pub(in crate::mail) display_name: String,
    pub(in crate::mail) email: Option<String>,
    pub(in crate::mail) email_verified_at: Option<i64>,
    pub(in crate::mail) email_pending: Option<String>,
    pub(in crate::mail) preferences: String,
    pub(in crate::mail) second_factor_ends_at: Option<i64>,
}

const ADDRESSEE: &str = "SELECT id, username, display_name, email, email_verified_at, email_pending, preferences, second_factor_ends_at FROM accounts";

/// The account with this ID, unless it is closed.
pub(in crate::mail) async fn addressee(db: impl AnyExecutor<'_>, id: &str) -> Result<Option<Addressee>> {
    let sql = sql!("{ADDRESSEE} WHERE id = $1 AND closed_at IS NULL", ADDRESSEE);
    sqlx::query_as(sql).bind(id).fetch_optional(db).await
}

/// The account with this username key or this verified address, unless it is closed.
pub(in crate::mail) async fn addressee_named(
    db: impl AnyExecutor<'_>,
    username_key: &str,
    email_key: &str,
) -> Result<Option<Addressee>> {
    let sql = sql!(
        "{ADDRESSEE} WHERE closed_at IS NULL AND email_verified_at IS NOT NULL \
         AND (username_key = $1 OR email_key = $2) LIMIT 1",
        ADDRESSEE
    );
    sqlx::query_as(sql).bind(username_key).bind(email_key).fetch_optional(db).await
}

/// How many messages wait to be sent.
pub(in crate::mail) async fn waiting(db: impl AnyExecutor<'_>) -> Result<i64> {
    sqlx::query_scalar(sql!("SELECT COUNT(*) FROM outbox WHERE {WAITS}", WAITS)).fetch_one(db).await
}
