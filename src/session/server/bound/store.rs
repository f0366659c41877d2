//! The SQL of the keys of sessions and of their challenges.

use sqlx::{AnyExecutor, FromRow};

use crate::database::sql;

type Result<T> = std::result::Result<T, sqlx::Error>;

/// The key of a session.
#[derive(FromRow)]
pub(super) struct KeyRow {
    pub(super) x: String,
    pub(super) y: String,
    pub(super) cookie_key: String,
    pub(super) network: String,
}

/// The key of a session.
pub(super) async fn key(db: impl AnyExecutor<'_>, session_id: &str) -> Result<Option<KeyRow>> {
    let sql = "SELECT x, y, cookie_key, network FROM session_keys WHERE session_id = $1";
    sqlx::query_as(sql).bind(session_id).fetch_optional(db).await
}

/// Inserts the key of a session. `false`: it has one, or has ended.
pub(super) async fn insert_key(db: impl AnyExecutor<'_>, session_id: &str, key: &KeyRow, now: i64) -> Result<bool> {
    let sql = "INSERT INTO session_keys (session_id, x, y, cookie_key, network, created_at) \
         SELECT s.id, $2, $3, $4, $5, $6 FROM sessions s WHERE s.id = $1 AND s.ended_at IS NULL \
         ON CONFLICT (session_id) DO NOTHING";
    let query = sqlx::query(sql).bind(session_id).bind(&key.x).bind(&key.y).bind(&key.cookie_key);
    Ok(query.bind(&key.network).bind(now).execute(db).await?.rows_affected() == 1)
}

/// Records the network in which the browser has proved that it has the key.
pub(super) async fn set_network(db: impl AnyExecutor<'_>, session_id: &str, network: &str) -> Result<()> {
    let query = sqlx::query("UPDATE session_keys SET network = $2 WHERE session_id = $1");
    query.bind(session_id).bind(network).execute(db).await.map(drop)
}

/// Inserts a challenge for a session.
pub(super) async fn insert_challenge(
    db: impl AnyExecutor<'_>,
    session_id: &str,
    challenge_hash: &str,
    expires_at: i64,
) -> Result<()> {
    let sql = "INSERT INTO session_challenges (challenge_hash, session_id, expires_at) VALUES ($1, $2, $3)";
    sqlx::query(sql).bind(challenge_hash).bind(session_id).bind(expires_at).execute(db).await.map(drop)
}

/// Removes all challenges of a session but this one and a number of others, the newest ones.
pub(super) async fn keep_challenges(
    db: impl AnyExecutor<'_>,
    session_id: &str,
    challenge_hash: &str,
    others: i64,
) -> Result<()> {
    let sql = sql!(
        "DELETE FROM session_challenges WHERE session_id = $1 AND challenge_hash <> $2 AND challenge_hash NOT IN \
         (SELECT challenge_hash FROM session_challenges WHERE session_id = $1 AND challenge_hash <> $2 \
         ORDER BY expires_at DESC, challenge_hash LIMIT {others})",
        others
    );
    sqlx::query(sql).bind(session_id).bind(challenge_hash).execute(db).await.map(drop)
}

/// Uses a challenge up. `false`: it is unknown, expired, used or another session's.
pub(super) async fn use_challenge(
    db: impl AnyExecutor<'_>,
    session_id: &str,
    challenge_hash: &str,
    now: i64,
) -> Result<bool> {
    let sql = "DELETE FROM session_challenges WHERE challenge_hash = $1 AND session_id = $2 AND expires_at > $3";
    let used = sqlx::query(sql).bind(challenge_hash).bind(session_id).bind(now).execute(db).await?;
    Ok(used.rows_affected() == 1)
}

/// Removes some challenges that have expired. Returns how many.
pub(crate) async fn remove_old(db: impl AnyExecutor<'_>, now: i64, most: i64) -> Result<u64> {
    let sql = "DELETE FROM session_challenges WHERE challenge_hash IN \
         (SELECT challenge_hash FROM session_challenges WHERE expires_at <= $1 LIMIT $2)";
    Ok(sqlx::query(sql).bind(now).bind(most).execute(db).await?.rows_affected())
}
