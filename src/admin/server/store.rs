//! The SQL of the console. A ban is in force while it is not lifted and its time has not come.

use sqlx::{AnyExecutor, AssertSqlSafe, Row, any::AnyRow};

use crate::{
    access::Role,
    admin::{AccountSummary, BanSummary},
    session::server::store::{ban_in_force, is_live},
};

type Result<T> = std::result::Result<T, sqlx::Error>;

/// What accounts are searched by; empty finds all.
pub(super) struct Search<'a> {
    /// As usernames are found.
    pub(super) folded: String,
    /// As typed.
    pub(super) typed: &'a str,
}

/// An account and the key it is sorted by.
pub(super) struct Listed {
    pub(super) summary: AccountSummary,
    pub(super) username_key: String,
}

/// Reads `$1` as the time.
fn select() -> String {
    format!(
        "SELECT a.id, a.username, a.username_key, a.display_name, a.email, a.role, a.created_at, \
         b.reason AS ban_reason, b.created_at AS ban_since, b.until AS ban_until, \
         (SELECT MAX(s.last_seen_at) FROM sessions s WHERE s.account_id = a.id) AS last_seen_at, \
         (SELECT COUNT(*) FROM sessions s WHERE s.account_id = a.id AND {}) AS live_sessions \
         FROM accounts a JOIN limits p ON p.role = a.role LEFT JOIN bans b ON b.account_id = a.id AND {}",
        is_live("$1"),
        ban_in_force("$1")
    )
}

const MATCHES: &str = "(a.username_key LIKE $2 ESCAPE '!' OR LOWER(a.display_name) LIKE LOWER($3) ESCAPE '!' \
    OR LOWER(a.email) LIKE LOWER($3) ESCAPE '!')";

fn read(row: &AnyRow) -> Result<Listed> {
    let role: String = row.try_get("role")?;
    let reason: Option<String> = row.try_get("ban_reason")?;
    let ban = match reason {
        None => None,
        Some(reason) => Some(BanSummary { reason, since: row.try_get("ban_since")?, until: row.try_get("ban_until")? }),
    };
    let summary = AccountSummary {
        id: row.try_get("id")?,
        username: row.try_get("username")?,
        display_name: row.try_get("display_name")?,
        email: row.try_get("email")?,
        role: Role::from_name(&role).ok_or_else(|| sqlx::Error::Decode("unknown role".into()))?,
        created_at: row.try_get("created_at")?,
        last_seen_at: row.try_get("last_seen_at")?,
        sessions: row.try_get("live_sessions")?,
        ban,
    };
    Ok(Listed { summary, username_key: row.try_get("username_key")? })
}

/// A `LIKE` pattern that finds the text anywhere.
fn pattern(text: &str) -> String {
    let escaped = text.replace('!', "!!").replace('%', "!%").replace('_', "!_");
    format!("%{escaped}%")
}

/// Accounts that match, in the order of their names' keys, after that key.
pub(super) async fn list(
    db: impl AnyExecutor<'_>,
    search: &Search<'_>,
    after: &str,
    limit: i64,
    now: i64,
) -> Result<Vec<Listed>> {
    let sql = format!("{} WHERE {MATCHES} AND a.username_key > $4 ORDER BY a.username_key LIMIT $5", select());
    let rows = sqlx::query(AssertSqlSafe(sql))
        .bind(now)
        .bind(pattern(&search.folded))
        .bind(pattern(search.typed))
        .bind(after)
        .bind(limit)
        .fetch_all(db)
        .await?;
    rows.iter().map(read).collect()
}

/// How many accounts match.
pub(super) async fn count(db: impl AnyExecutor<'_>, search: &Search<'_>) -> Result<i64> {
    let matches = MATCHES.replace("$2", "$1").replace("$3", "$2");
    sqlx::query_scalar(AssertSqlSafe(format!("SELECT COUNT(*) FROM accounts a WHERE {matches}")))
        .bind(pattern(&search.folded))
        .bind(pattern(search.typed))
        .fetch_one(db)
        .await
}

/// One account.
pub(super) async fn find(db: impl AnyExecutor<'_>, id: &str, now: i64) -> Result<Option<AccountSummary>> {
    let row = sqlx::query(AssertSqlSafe(format!("{} WHERE a.id = $2", select())))
        .bind(now)
        .bind(id)
        .fetch_optional(db)
        .await?;
    row.map(|row| read(&row).map(|listed| listed.summary)).transpose()
}

/// Whether this account is the only administrator who is not banned.
pub(super) async fn leaves_no_administrator(db: impl AnyExecutor<'_>, id: &str, now: i64) -> Result<bool> {
    let sql = format!(
        "SELECT COUNT(CASE WHEN a.id = $1 THEN 1 END), COUNT(CASE WHEN a.id <> $1 THEN 1 END) \
         FROM accounts a LEFT JOIN bans b ON b.account_id = a.id AND {} \
         WHERE a.role = 'administrator' AND b.id IS NULL",
        ban_in_force("$2")
    );
    let (this, others): (i64, i64) = sqlx::query_as(AssertSqlSafe(sql)).bind(id).bind(now).fetch_one(db).await?;
    Ok(this == 1 && others == 0)
}

/// Whether this account is an administrator who is not banned.
pub(super) async fn is_administrator(db: impl AnyExecutor<'_>, id: &str, now: i64) -> Result<bool> {
    let sql = format!(
        "SELECT COUNT(*) FROM accounts a LEFT JOIN bans b ON b.account_id = a.id AND {} \
         WHERE a.id = $1 AND a.role = 'administrator' AND b.id IS NULL",
        ban_in_force("$2")
    );
    let count: i64 = sqlx::query_scalar(AssertSqlSafe(sql)).bind(id).bind(now).fetch_one(db).await?;
    Ok(count > 0)
}

/// The role's name.
pub(super) async fn role(db: impl AnyExecutor<'_>, id: &str) -> Result<String> {
    sqlx::query_scalar("SELECT role FROM accounts WHERE id = $1").bind(id).fetch_one(db).await
}

/// Changes the role.
pub(super) async fn set_role(db: impl AnyExecutor<'_>, id: &str, role: Role) -> Result<()> {
    let query = sqlx::query("UPDATE accounts SET role = $2 WHERE id = $1");
    query.bind(id).bind(role.name()).execute(db).await.map(drop)
}

/// Locks the account's row until the transaction ends; `false` when there is no such account.
pub(super) async fn lock_account(db: impl AnyExecutor<'_>, id: &str) -> Result<bool> {
    let query = sqlx::query("UPDATE accounts SET role = role WHERE id = $1");
    Ok(query.bind(id).execute(db).await?.rows_affected() == 1)
}

/// Whether a ban is in force.
pub(super) async fn has_ban(db: impl AnyExecutor<'_>, account_id: &str, now: i64) -> Result<bool> {
    let sql = format!("SELECT COUNT(*) FROM bans b WHERE b.account_id = $1 AND {}", ban_in_force("$2"));
    let count: i64 = sqlx::query_scalar(AssertSqlSafe(sql)).bind(account_id).bind(now).fetch_one(db).await?;
    Ok(count > 0)
}

/// A new ban's row.
pub(super) struct NewBan<'a> {
    pub(super) id: &'a str,
    pub(super) account_id: &'a str,
    pub(super) reason: &'a str,
    pub(super) by: Option<&'a str>,
    pub(super) until: Option<i64>,
}

/// Inserts a ban.
pub(super) async fn insert_ban(db: impl AnyExecutor<'_>, new: NewBan<'_>, now: i64) -> Result<()> {
    sqlx::query(
        "INSERT INTO bans (id, account_id, reason, created_at, created_by, until) VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(new.id)
    .bind(new.account_id)
    .bind(new.reason)
    .bind(now)
    .bind(new.by)
    .bind(new.until)
    .execute(db)
    .await
    .map(drop)
}

/// Lifts the ban in force; `false` when there is none.
pub(super) async fn lift_ban(db: impl AnyExecutor<'_>, account_id: &str, by: Option<&str>, now: i64) -> Result<bool> {
    let sql = format!(
        "UPDATE bans AS b SET lifted_at = $2, lifted_by = $3 WHERE b.account_id = $1 AND {}",
        ban_in_force("$2")
    );
    let lifted = sqlx::query(AssertSqlSafe(sql)).bind(account_id).bind(now).bind(by).execute(db).await?;
    Ok(lifted.rows_affected() > 0)
}

/// Whether the policy ends the sessions of an account whose role changes.
pub(super) async fn role_change_ends(db: impl AnyExecutor<'_>) -> Result<bool> {
    let set: i64 = sqlx::query_scalar("SELECT role_change_ends FROM policies WHERE role = ''").fetch_one(db).await?;
    Ok(set != 0)
}

/// Live sessions of each role that has some.
pub(super) async fn count_sessions(db: impl AnyExecutor<'_>, now: i64) -> Result<Vec<(String, i64)>> {
    let sql = format!(
        "SELECT a.role, COUNT(*) FROM sessions s JOIN accounts a ON a.id = s.account_id \
         JOIN limits p ON p.role = a.role WHERE {} GROUP BY a.role",
        is_live("$1")
    );
    sqlx::query_as(AssertSqlSafe(sql)).bind(now).fetch_all(db).await
}
