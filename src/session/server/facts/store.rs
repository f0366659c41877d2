//! The SQL that reads when an account's sessions were live.

use sqlx::{AnyExecutor, Row, any::AnyRow};

use crate::{
    access::Ending,
    database::sql,
    session::server::{cuts::is_not_cut, deadlines::first_deadline},
};

type Result<T> = std::result::Result<T, sqlx::Error>;

/// When a session was live, in Unix seconds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    pub(super) began_at: i64,
    /// When it ended or, if it has not been ended, its first deadline.
    pub(super) until: i64,
    pub(super) is_ended: bool,
    /// Whether its owner has ended it from another session.
    pub(super) was_ended_from_another: bool,
}

/// The spans of an account's newest sessions, as far as they reach beyond that time.
pub(super) async fn spans(db: impl AnyExecutor<'_>, account_id: &str, since: i64) -> Result<Vec<Span>> {
    let (deadline, _) = first_deadline();
    let sql = sql!(
        "SELECT s.created_at, COALESCE(s.ended_at, {deadline}) AS until, \
         CASE WHEN s.ended_at IS NULL THEN CAST(0 AS BIGINT) ELSE CAST(1 AS BIGINT) END AS is_ended, \
         CASE WHEN s.ending = $3 AND s.ended_by <> s.id THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END AS from_another \
         FROM sessions s JOIN accounts a ON a.id = s.account_id JOIN limits p ON p.role = a.role \
         WHERE s.account_id = $1 AND COALESCE(s.ended_at, {deadline}) >= $2 \
         AND (s.ended_at IS NOT NULL OR {not_cut}) ORDER BY s.created_at DESC, s.id DESC LIMIT 200",
        deadline,
        not_cut = is_not_cut()
    );
    let query = sqlx::query(sql).bind(account_id).bind(since).bind(Ending::EndedByYou.name());
    query.fetch_all(db).await?.iter().map(read).collect()
}

fn read(row: &AnyRow) -> Result<Span> {
    Ok(Span {
        began_at: row.try_get("created_at")?,
        until: row.try_get("until")?,
        is_ended: row.try_get::<i64, _>("is_ended")? != 0,
        was_ended_from_another: row.try_get::<i64, _>("from_another")? != 0,
    })
}
