//! The SQL that reads the audit and deletes old rows. Only the chain adds rows.

use std::collections::BTreeMap;

use sqlx::{AnyExecutor, AnyPool, Row, any::AnyRow};

use super::{chain::ChainEntry, filter::Filter};
use crate::{
    audit::{Act, AuditEvent, Outcome},
    database::{Conditions, sql},
};

type Result<T> = std::result::Result<T, sqlx::Error>;

/// The columns that [`read`] reads, of the events `e`.
pub(super) const COLUMNS: &str = "e.seq, e.at, e.act, e.outcome, e.reason, e.actor, e.subject, e.detail, e.request, \
     e.hash, o.address, o.user_agent, a.username AS actor_name, s.username AS subject_name";
/// Joins the origins, and the accounts of actors and subjects.
pub(super) const NAMES: &str = "LEFT JOIN audit_origins o ON o.seq = e.seq \
     LEFT JOIN accounts a ON a.id = e.actor LEFT JOIN accounts s ON s.id = e.subject";

/// The events that match after the event number `after`, oldest first: at most `limit`.
pub(super) async fn list(db: impl AnyExecutor<'_>, filter: &Filter, after: i64, limit: i64) -> Result<Vec<AuditEvent>> {
    let mut conditions = Conditions::default();
    // Only conditions that are asked for are written, so that an index fits.
    conditions.add("e.seq > {}", after);
    if let Some(act) = filter.act {
        conditions.add("e.act = {}", act);
    }
    if !filter.account.is_empty() {
        // Events about the account, and other events by it: each has an index.
        conditions.add("(e.subject = {} OR (e.actor = {} AND e.actor <> e.subject))", &filter.account);
    }
    if let Some(since) = filter.since {
        conditions.add("e.at >= {}", since);
    }
    if let Some(before) = filter.before {
        conditions.add("e.at < {}", before);
    }
    if !filter.address.is_empty() {
        conditions.add("o.address = {}", &filter.address);
    }
    // A literal, because the index of refusals is limited to that value.
    match filter.outcome {
        Some(Outcome::Refused) => conditions.push("e.outcome = 'refused'"),
        Some(Outcome::Done) => conditions.push("e.outcome = 'done'"),
        None => {}
    }
    let (limit, all) = (conditions.bind(limit), conditions.all());
    let sql = sql!(
        "SELECT {COLUMNS} FROM audit_events e {NAMES} WHERE {all} ORDER BY e.seq LIMIT {limit}",
        COLUMNS,
        NAMES,
        all,
        limit
    );
    conditions.query(sql).fetch_all(db).await?.iter().map(read).collect()
}

/// Looks up the current usernames of the accounts in the events' details.
pub(super) async fn name(db: &AnyPool, events: &mut [AuditEvent]) -> Result<()> {
    for event in events {
        for id in ["as", "impersonator"].into_iter().filter_map(|name| event.detail.get(name)) {
            let name: Option<String> =
                sqlx::query_scalar("SELECT username FROM accounts WHERE id = $1").bind(id).fetch_optional(db).await?;
            event.names.extend(name.map(|name| (id.clone(), name)));
        }
    }
    Ok(())
}

/// Reads an event from a row of [`COLUMNS`].
pub(super) fn read(row: &AnyRow) -> Result<AuditEvent> {
    let detail: String = row.try_get("detail")?;
    Ok(AuditEvent {
        seq: row.try_get("seq")?,
        at: row.try_get("at")?,
        act: row.try_get("act")?,
        outcome: row.try_get("outcome")?,
        reason: row.try_get("reason")?,
        actor: row.try_get("actor")?,
        actor_name: row.try_get("actor_name")?,
        subject: row.try_get("subject")?,
        subject_name: row.try_get("subject_name")?,
        // Show as much as possible of a row that was tampered with; `verify` reports what is wrong.
        detail: serde_json::from_str(&detail).unwrap_or_default(),
        names: BTreeMap::new(),
        request: row.try_get("request")?,
        address: row.try_get("address")?,
        user_agent: row.try_get("user_agent")?,
        hash: row.try_get("hash")?,
    })
}

/// The ID of the account with that username, or with that key.
pub(super) async fn account(db: impl AnyExecutor<'_>, name: &str, folded: &str) -> Result<Option<String>> {
    let query = sqlx::query_scalar("SELECT id FROM accounts WHERE username_key = $2 OR username = $1");
    query.bind(name).bind(folded).fetch_optional(db).await
}

/// Whether an account with that ID exists.
pub(super) async fn is_account(db: impl AnyExecutor<'_>, id: &str) -> Result<bool> {
    let count: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM accounts WHERE id = $1").bind(id).fetch_one(db).await?;
    Ok(count > 0)
}

/// Whether a role with that name exists.
pub(super) async fn is_role(db: impl AnyExecutor<'_>, name: &str) -> Result<bool> {
    let count: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM roles WHERE name = $1").bind(name).fetch_one(db).await?;
    Ok(count > 0)
}

/// The account ID of a session, live or ended.
pub(super) async fn owner_of(db: impl AnyExecutor<'_>, session: &str) -> Result<Option<String>> {
    sqlx::query_scalar("SELECT account_id FROM sessions WHERE id = $1").bind(session).fetch_optional(db).await
}

/// The number of the newest event; 0: there is none.
pub(super) async fn newest(db: impl AnyExecutor<'_>) -> Result<i64> {
    Ok(mark(db, "head").await?.0)
}

/// The number and hash of an end of the chain, `head` or `floor`.
pub(super) async fn mark(db: impl AnyExecutor<'_>, name: &str) -> Result<(i64, String)> {
    sqlx::query_as("SELECT seq, hash FROM audit_marks WHERE name = $1").bind(name).fetch_one(db).await
}

/// Where the chain begins.
pub(super) struct Floor {
    /// The number of the last row that was deleted; 0: none.
    pub(super) seq: i64,
    pub(super) hash: String,
    /// The details of the newest purge event above it.
    pub(super) cut: Option<String>,
}

/// Reads the floor in one statement, so that no purge comes between its parts.
pub(super) async fn floor(db: impl AnyExecutor<'_>) -> Result<Floor> {
    let row = sqlx::query(
        "SELECT m.seq, m.hash, (SELECT e.detail FROM audit_events e WHERE e.act = $1 AND e.outcome = 'done' \
         AND e.actor = 'system' AND e.seq > m.seq ORDER BY e.seq DESC LIMIT 1) AS cut \
         FROM audit_marks m WHERE m.name = 'floor'",
    );
    let row = row.bind(Act::PURGE_AUDIT.name()).fetch_one(db).await?;
    Ok(Floor { seq: row.try_get("seq")?, hash: row.try_get("hash")?, cut: row.try_get("cut")? })
}

/// A row of the chain as it is stored, with its origin.
pub(super) struct Stored {
    pub(super) link: ChainEntry,
    pub(super) hash: String,
    /// Salt, account ID, address and user agent, unless they have been deleted.
    pub(super) origin: Option<[String; 4]>,
    /// Whether they may have been deleted: the account is closed, or does not exist.
    pub(super) may_be_forgotten: bool,
}

/// The rows of the chain after that number: at most `limit`.
pub(super) async fn links(db: impl AnyExecutor<'_>, after: i64, limit: i64) -> Result<Vec<Stored>> {
    let rows = sqlx::query(
        "SELECT e.seq, e.at, e.act, e.outcome, e.reason, e.actor, e.subject, e.detail, e.request, e.origin, \
         e.previous, e.hash, o.salt, o.account_id, o.address, o.user_agent, w.id AS owner, w.closed_at \
         FROM audit_events e LEFT JOIN audit_origins o ON o.seq = e.seq \
         LEFT JOIN accounts w ON w.id = CASE e.actor WHEN '' THEN e.subject ELSE e.actor END \
         WHERE e.seq > $1 ORDER BY e.seq LIMIT $2",
    );
    rows.bind(after).bind(limit).fetch_all(db).await?.iter().map(stored).collect()
}

fn stored(row: &AnyRow) -> Result<Stored> {
    let salt: Option<String> = row.try_get("salt")?;
    let origin = match salt {
        None => None,
        Some(salt) => Some([salt, row.try_get("account_id")?, row.try_get("address")?, row.try_get("user_agent")?]),
    };
    let link = ChainEntry {
        seq: row.try_get("seq")?,
        at: row.try_get("at")?,
        act: row.try_get("act")?,
        outcome: row.try_get("outcome")?,
        reason: row.try_get("reason")?,
        actor: row.try_get("actor")?,
        subject: row.try_get("subject")?,
        detail: row.try_get("detail")?,
        request: row.try_get("request")?,
        origin: row.try_get("origin")?,
        previous: row.try_get("previous")?,
    };
    let (owner, closed_at): (Option<String>, Option<i64>) = (row.try_get("owner")?, row.try_get("closed_at")?);
    // A guest's event that concerns no account belongs to nobody.
    let is_somebody_s = !(link.actor.is_empty() && link.subject.is_empty());
    let may_be_forgotten = is_somebody_s && (owner.is_none() || closed_at.is_some());
    Ok(Stored { link, hash: row.try_get("hash")?, origin, may_be_forgotten })
}

/// The time of the oldest event.
pub(super) async fn oldest(db: impl AnyExecutor<'_>) -> Result<Option<i64>> {
    sqlx::query_scalar("SELECT at FROM audit_events ORDER BY seq LIMIT 1").fetch_optional(db).await
}

/// The number before that of the first event at `time` or later; that of the newest event if there is none.
pub(super) async fn last_before(db: impl AnyExecutor<'_>, time: i64) -> Result<i64> {
    sqlx::query_scalar(
        "SELECT COALESCE((SELECT MIN(seq) FROM audit_events WHERE at >= $1) - 1, \
         (SELECT seq FROM audit_marks WHERE name = 'head'))",
    )
    .bind(time)
    .fetch_one(db)
    .await
}

/// Raises the floor to that row. Call this first in the transaction: it lets only one purge run at a time.
/// `false`: another server has raised it.
pub(super) async fn raise_floor(db: impl AnyExecutor<'_>, seq: i64) -> Result<bool> {
    let raised = sqlx::query(
        "UPDATE audit_marks SET seq = $1, hash = (SELECT hash FROM audit_events WHERE seq = $1) \
         WHERE name = 'floor' AND seq < $1 AND EXISTS (SELECT 1 FROM audit_events WHERE seq = $1)",
    );
    Ok(raised.bind(seq).execute(db).await?.rows_affected() == 1)
}

/// Deletes the events up to the floor. Returns how many.
pub(super) async fn remove_events(db: impl AnyExecutor<'_>, floor: i64) -> Result<u64> {
    let removed = sqlx::query("DELETE FROM audit_events WHERE seq <= $1").bind(floor).execute(db).await?;
    Ok(removed.rows_affected())
}

/// Deletes the origins up to the floor.
pub(super) async fn remove_origins(db: impl AnyExecutor<'_>, floor: i64) -> Result<()> {
    sqlx::query("DELETE FROM audit_origins WHERE seq <= $1").bind(floor).execute(db).await.map(drop)
}

/// Deletes the origins of an account's acts.
pub(super) async fn forget(db: impl AnyExecutor<'_>, account_id: &str) -> Result<()> {
    sqlx::query("DELETE FROM audit_origins WHERE account_id = $1").bind(account_id).execute(db).await.map(drop)
}
