//! The SQL of the demo: rows of fictional people and sessions.

use sqlx::AnyExecutor;

use super::{people::Person, plan::Stay};
use crate::{
    access::{Ending, Role},
    link::token,
};

type Result<T> = std::result::Result<T, sqlx::Error>;

/// Whether there is an account; `false` if there is no schema yet.
pub(super) async fn holds_accounts(db: impl AnyExecutor<'_>) -> Result<bool> {
    let counted: Result<i64> = sqlx::query_scalar("SELECT COUNT(*) FROM accounts").fetch_one(db).await;
    match counted {
        Ok(count) => Ok(count > 0),
        Err(sqlx::Error::Database(_)) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Inserts a member.
pub(super) async fn insert_account(db: impl AnyExecutor<'_>, person: &Person, hash: &str, now: i64) -> Result<()> {
    sqlx::query(
        "INSERT INTO accounts (id, username, username_key, username_skeleton, display_name, email, \
         password_hash, role, created_at, password_changed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)",
    )
    .bind(&person.id)
    .bind(&person.name.shown)
    .bind(&person.name.key)
    .bind(&person.name.skeleton)
    .bind(&person.display_name)
    .bind(format!("{}@example.org", person.name.shown))
    .bind(hash)
    .bind(Role::MEMBER.name())
    .bind(now)
    .execute(db)
    .await
    .map(drop)
}

/// Inserts a session that no cookie matches.
pub(super) async fn insert_session(db: impl AnyExecutor<'_>, person: &Person, stay: &Stay, now: i64) -> Result<()> {
    sqlx::query(
        "INSERT INTO sessions (id, secret_hash, account_id, data, created_at, last_seen_at, remember_me, address, \
         network, user_agent) VALUES ($1, $2, $3, '{}', $4, $5, $6, $7, $7, $8)",
    )
    .bind(&stay.id)
    .bind(format!("none {}", token::digest(&stay.id)))
    .bind(&person.id)
    .bind(now)
    .bind(stay.last_seen_at)
    .bind(i64::from(stay.remember_me))
    .bind(person.address.to_string())
    .bind(person.user_agent)
    .execute(db)
    .await
    .map(drop)
}

/// Records on the account when it signed in and when it will have been last active.
pub(super) async fn note_stay(db: impl AnyExecutor<'_>, person: &Person, stay: &Stay, now: i64) -> Result<()> {
    let query = sqlx::query("UPDATE accounts SET last_sign_in_at = $2, last_seen_at = $3 WHERE id = $1");
    query.bind(&person.id).bind(now).bind(stay.last_seen_at).execute(db).await.map(drop)
}

/// Ends a session; `false` if it had already ended.
pub(super) async fn end_session(db: impl AnyExecutor<'_>, id: &str, ending: Ending, now: i64) -> Result<bool> {
    let query = sqlx::query("UPDATE sessions SET ended_at = $2, ending = $3 WHERE id = $1 AND ended_at IS NULL");
    Ok(query.bind(id).bind(now).bind(ending.name()).execute(db).await?.rows_affected() == 1)
}
