//! The SQL of the registry, which lists live and ended sessions.

use sqlx::{AnyExecutor, Row, any::AnyRow};

use crate::session::server::{
    deadlines::{ABSOLUTE_END, IDLE_END},
    device::device,
    store::{ENDED_FROM, REMEMBER_ME, is_live, named_device},
};
use crate::{
    access::Ending,
    database::{Sql, sql},
    session::{Event, EventKind, Method, SessionSummary},
};

type Result<T> = std::result::Result<T, sqlx::Error>;

/// The network and the session from which a list is viewed.
#[derive(Clone, Copy)]
pub(crate) struct Viewer<'a> {
    pub(crate) network: &'a str,
    pub(crate) session: &'a str,
}

fn unknown(what: &str) -> sqlx::Error {
    sqlx::Error::Decode(format!("unknown {what}").into())
}

fn method(row: &AnyRow) -> Result<Method> {
    let name: String = row.try_get("method")?;
    Method::from_name(&name).ok_or_else(|| unknown("method"))
}

/// An account's live sessions, most recently active first.
pub(super) async fn live(
    db: impl AnyExecutor<'_>,
    account_id: &str,
    from: Viewer<'_>,
    now: i64,
) -> Result<Vec<SessionSummary>> {
    let sql = sql!(
        "SELECT {summary_columns} FROM sessions s JOIN accounts a ON a.id = s.account_id JOIN limits p ON p.role = a.role \
         WHERE s.account_id = $1 AND {live} ORDER BY s.last_seen_at DESC, s.id DESC",
        summary_columns = summary_columns(),
        live = is_live("$2")
    );
    let rows = sqlx::query(sql).bind(account_id).bind(now).fetch_all(db).await?;
    rows.iter().map(|row| summary(row, from)).collect()
}

/// The columns that [`summary`] reads, of the session `s` with the limits `p`.
pub(crate) fn summary_columns() -> Sql {
    sql!(
        "s.id, s.name, s.user_agent, s.address, s.network, s.method, s.level, s.created_at, s.last_seen_at, {REMEMBER_ME}, \
         CASE WHEN {ABSOLUTE_END} < {IDLE_END} THEN {ABSOLUTE_END} ELSE {IDLE_END} END AS ends_at, \
         (SELECT COUNT(*) FROM session_keys k WHERE k.session_id = s.id) AS keys",
        REMEMBER_ME,
        ABSOLUTE_END,
        IDLE_END
    )
}

/// Reads a live session from a row of [`summary_columns`].
pub(crate) fn summary(row: &AnyRow, from: Viewer<'_>) -> Result<SessionSummary> {
    let (id, network): (String, String) = (row.try_get("id")?, row.try_get("network")?);
    Ok(SessionSummary {
        is_this: id == from.session,
        id,
        name: row.try_get("name")?,
        device: device(row.try_get("user_agent")?),
        address: row.try_get("address")?,
        place: None,
        is_this_network: network == from.network,
        method: method(row)?,
        two_factors: row.try_get::<i64, _>("level")? > 1,
        signed_in_at: row.try_get("created_at")?,
        last_active_at: row.try_get("last_seen_at")?,
        ends_at: row.try_get("ends_at")?,
        remember_me: row.try_get::<i64, _>("remember_me")? != 0,
        is_bound: row.try_get::<i64, _>("keys")? > 0,
    })
}

/// The name of a session.
pub(super) async fn name(db: impl AnyExecutor<'_>, id: &str) -> Result<Option<String>> {
    sqlx::query_scalar("SELECT name FROM sessions WHERE id = $1").bind(id).fetch_optional(db).await
}

/// Names a session of that account that has not been ended; `false` when there is none.
pub(super) async fn set_name(db: impl AnyExecutor<'_>, account_id: &str, id: &str, name: &str) -> Result<bool> {
    let query = sqlx::query("UPDATE sessions SET name = $3 WHERE account_id = $1 AND id = $2 AND ended_at IS NULL");
    Ok(query.bind(account_id).bind(id).bind(name).execute(db).await?.rows_affected() == 1)
}

/// The events of an account's sessions before a cursor, newest first. A session has two events, whose IDs are
/// the session's ID and `b` for its beginning or `e` for its end, so that they sort in order. An impersonation
/// of the account has `i` and `j`, without an address.
pub(super) async fn history(
    db: impl AnyExecutor<'_>,
    account_id: &str,
    (at, id): (i64, &str),
    limit: i64,
) -> Result<Vec<Event>> {
    const COLUMNS: &str = "s.name, s.user_agent, s.address, s.method, s.ending, f.name AS by_name, \
        f.user_agent AS by_user_agent, NULL AS reason";
    const IMPERSONATION: &str = "'' AS name, NULL AS user_agent, '' AS address, '' AS method, NULL AS ending, \
        NULL AS by_name, NULL AS by_user_agent";
    let sql = sql!(
        "SELECT * FROM (\
         SELECT s.id || 'b' AS event, s.created_at AS at, {COLUMNS} FROM sessions s {ENDED_FROM} WHERE s.account_id = $1 \
         UNION ALL \
         SELECT s.id || 'e' AS event, s.ended_at AS at, {COLUMNS} FROM sessions s {ENDED_FROM} \
         WHERE s.account_id = $1 AND s.ended_at IS NOT NULL \
         UNION ALL \
         SELECT i.id || 'i' AS event, i.started_at AS at, {IMPERSONATION}, i.reason FROM impersonations i \
         WHERE i.account_id = $1 \
         UNION ALL \
         SELECT i.id || 'j' AS event, i.ended_at AS at, {IMPERSONATION}, NULL AS reason FROM impersonations i \
         WHERE i.account_id = $1 AND i.ended_at IS NOT NULL\
         ) AS events WHERE at < $2 OR (at = $2 AND event < $3) ORDER BY at DESC, event DESC LIMIT $4",
        COLUMNS,
        ENDED_FROM,
        IMPERSONATION
    );
    let query = sqlx::query(sql).bind(account_id).bind(at).bind(id).bind(limit);
    query.fetch_all(db).await?.iter().map(event).collect()
}

fn event(row: &AnyRow) -> Result<Event> {
    let (id, ending): (String, Option<String>) = (row.try_get("event")?, row.try_get("ending")?);
    let what = match id.chars().last() {
        Some('b') => EventKind::SignedIn(method(row)?),
        Some('i') => EventKind::Impersonated,
        Some('j') => EventKind::ImpersonationEnded,
        _ => EventKind::Ended(ending.and_then(|name| Ending::from_name(&name)).ok_or_else(|| unknown("ending"))?),
    };
    let by = match what {
        EventKind::Ended(_) => named_device(row, "by_name", "by_user_agent")?.map(|device| device.to_string()),
        _ => None,
    };
    let device = named_device(row, "name", "user_agent")?;
    Ok(Event {
        id,
        at: row.try_get("at")?,
        what,
        kind: device.as_ref().map(|device| device.device.kind).unwrap_or_default(),
        device: device.map(|device| device.to_string()).unwrap_or_default(),
        address: row.try_get("address")?,
        place: None,
        reason: row.try_get("reason")?,
        by,
    })
}
