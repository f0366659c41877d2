//! The SQL of the overview. Each statement reads about as many index entries as it counts.

use sqlx::AnyExecutor;

use crate::{
    database::sql,
    session::server::store::{ban_in_force, is_live},
};

type Result<T> = std::result::Result<T, sqlx::Error>;

/// The numbers of accounts with a live session and of live sessions, for each role that has any.
pub(super) async fn count_live(db: impl AnyExecutor<'_>, now: i64) -> Result<Vec<(String, i64, i64)>> {
    let sql = sql!(
        "SELECT a.role, COUNT(DISTINCT s.account_id), COUNT(*) FROM sessions s JOIN accounts a ON a.id = s.account_id \
         JOIN limits p ON p.role = a.role WHERE {live} GROUP BY a.role",
        live = is_live("$1")
    );
    sqlx::query_as(sql).bind(now).fetch_all(db).await
}

/// Whether there are more live sessions than this.
pub(super) async fn are_many(db: impl AnyExecutor<'_>, many: i64) -> Result<bool> {
    let sql = "SELECT COUNT(*) FROM (SELECT 1 FROM sessions WHERE ended_at IS NULL LIMIT $1 + 1) AS counted";
    let counted: i64 = sqlx::query_scalar(sql).bind(many).fetch_one(db).await?;
    Ok(counted > many)
}

/// Like [`count_live`], but reads one index only, thirty times as fast. Counts sessions that have expired, or that a cut
/// has ended, until their rows say so, which takes about half a minute.
pub(super) async fn count_open(db: impl AnyExecutor<'_>) -> Result<Vec<(String, i64, i64)>> {
    let sql = "SELECT a.role, COUNT(*), CAST(SUM(t.sessions) AS BIGINT) FROM \
         (SELECT account_id, COUNT(*) AS sessions FROM sessions WHERE ended_at IS NULL GROUP BY account_id) AS t \
         JOIN accounts a ON a.id = t.account_id GROUP BY a.role";
    sqlx::query_as(sql).fetch_all(db).await
}

/// The numbers of accounts, of banned accounts and of valid invitations.
pub(super) async fn count_rest(db: impl AnyExecutor<'_>, now: i64) -> Result<(i64, i64, i64)> {
    let sql = sql!(
        "SELECT (SELECT COUNT(*) FROM accounts WHERE closed_at IS NULL), \
         (SELECT COUNT(*) FROM bans b JOIN accounts a ON a.id = b.account_id WHERE a.closed_at IS NULL AND {ban_in_force}), \
         (SELECT COUNT(*) FROM invitations WHERE revoked_at IS NULL AND expires_at > $1 AND uses_left > 0)",
        ban_in_force = ban_in_force("$1")
    );
    sqlx::query_as(sql).bind(now).fetch_one(db).await
}

/// The numbers of sign-ins since a time, by interval of `step` seconds and by outcome.
pub(super) async fn sign_ins(db: impl AnyExecutor<'_>, since: i64, step: i64) -> Result<Vec<(i64, String, i64)>> {
    // The act is a literal, because the index contains only this act.
    let query = sqlx::query_as(
        "SELECT (e.at - $1) / $2 AS part, e.outcome, COUNT(*) FROM audit_events e \
         WHERE e.act = 'session.start' AND e.at >= $1 GROUP BY part, e.outcome",
    );
    query.bind(since).bind(step).fetch_all(db).await
}
