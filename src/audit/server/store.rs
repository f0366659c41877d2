//! The SQL that reads the audit, and removes what retention gives up. Rows are added by the
//! database's own chain only.

use std::collections::BTreeMap;

use sqlx::{AnyExecutor, AnyPool, AssertSqlSafe, Row, any::AnyRow};

use super::{chain::ChainEntry, filter::Filter};
use crate::audit::{Act, AuditEvent, Outcome};

type Result<T> = std::result::Result<T, sqlx::Error>;

/// A value of a condition.
enum Value<'a> {
    Text(&'a str),
    Number(i64),
}

/// What [`read`] reads of the events `e`.
pub(super) const COLUMNS: &str = "e.seq, e.at, e.act, e.outcome, e.reason, e.actor, e.subject, e.detail, e.request, \
     e.hash, o.address, o.user_agent, a.username AS actor_name, s.username AS subject_name";
/// Joins what is beside them.
pub(super) const NAMES: &str = "LEFT JOIN audit_origins o ON o.seq = e.seq \
     LEFT JOIN accounts a ON a.id = e.actor LEFT JOIN accounts s ON s.id = e.subject";

/// Some events that match, after that place.
pub(super) async fn list(db: impl AnyExecutor<'_>, filter: &Filter, after: i64, limit: i64) -> Result<Vec<AuditEvent>> {
    let mut conditions = Vec::new();
    let mut values = Vec::new();
    let mut add = |condition: &str, value| {
        values.push(value);
        conditions.push(condition.replace('?', &format!("${}", values.len())));
    };
    // Only what is asked for is written, so that an index fits.
    add("e.seq > ?", Value::Number(after));
    if let Some(act) = filter.act {
        add("e.act = ?", Value::Text(act));
    }
    if !filter.account.is_empty() {
        // What concerns it, and what it did beside that: each has an index.
        add("(e.subject = ? OR (e.actor = ? AND e.actor <> e.subject))", Value::Text(&filter.account));
    }
    if let Some(since) = filter.since {
        add("e.at >= ?", Value::Number(since));
    }
    if let Some(before) = filter.before {
        add("e.at < ?", Value::Number(before));
    }
    if !filter.address.is_empty() {
        add("o.address = ?", Value::Text(&filter.address));
    }
    values.push(Value::Number(limit));
    // Written out, because the index of refusals is for that word alone.
    match filter.outcome {
        Some(Outcome::Refused) => conditions.push("e.outcome = 'refused'".to_owned()),
        Some(Outcome::Done) => conditions.push("e.outcome = 'done'".to_owned()),
        None => {}
    }
    let sql = format!(
        "SELECT {COLUMNS} FROM audit_events e {NAMES} WHERE {} ORDER BY e.seq LIMIT ${}",
        conditions.join(" AND "),
        values.len()
    );
    let mut query = sqlx::query(AssertSqlSafe(sql));
    for value in &values {
        query = match value {
            Value::Text(text) => query.bind(*text),
            Value::Number(number) => query.bind(*number),
        };
    }
    query.fetch_all(db).await?.iter().map(read).collect()
}

/// Looks up what the accounts are called today that details name.
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

/// An event in a row of [`COLUMNS`].
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
        // What has been tampered with is shown as it can be; `verify` says what is wrong.
        detail: serde_json::from_str(&detail).unwrap_or_default(),
        names: BTreeMap::new(),
        request: row.try_get("request")?,
        address: row.try_get("address")?,
        user_agent: row.try_get("user_agent")?,
        hash: row.try_get("hash")?,
    })
}

/// The id of the account that is called so, shown or folded.
pub(super) async fn account(db: impl AnyExecutor<'_>, name: &str, folded: &str) -> Result<Option<String>> {
    let query = sqlx::query_scalar("SELECT id FROM accounts WHERE username_key = $2 OR username = $1");
    query.bind(name).bind(folded).fetch_optional(db).await
}

/// Whether there is an account of that id.
pub(super) async fn is_account(db: impl AnyExecutor<'_>, id: &str) -> Result<bool> {
    let count: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM accounts WHERE id = $1").bind(id).fetch_one(db).await?;
    Ok(count > 0)
}

/// Whether there is a role of that name.
pub(super) async fn is_role(db: impl AnyExecutor<'_>, name: &str) -> Result<bool> {
    let count: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM roles WHERE name = $1").bind(name).fetch_one(db).await?;
    Ok(count > 0)
}

/// Whose session that is, live or over.
pub(super) async fn owner_of(db: impl AnyExecutor<'_>, session: &str) -> Result<Option<String>> {
    sqlx::query_scalar("SELECT account_id FROM sessions WHERE id = $1").bind(session).fetch_optional(db).await
}

/// The place of the newest event; 0: there is none.
pub(super) async fn newest(db: impl AnyExecutor<'_>) -> Result<i64> {
    Ok(mark(db, "head").await?.0)
}

/// An end of the chain, `head` or `floor`: its place and hash.
pub(super) async fn mark(db: impl AnyExecutor<'_>, name: &str) -> Result<(i64, String)> {
    sqlx::query_as("SELECT seq, hash FROM audit_marks WHERE name = $1").bind(name).fetch_one(db).await
}

/// Where the chain begins.
pub(super) struct Floor {
    /// The place of the last row that is removed; 0: none is.
    pub(super) seq: i64,
    pub(super) hash: String,
    /// The details of the newest cut that an event above it tells of.
    pub(super) cut: Option<String>,
}

/// The floor. In one statement, so that no cut comes between its parts.
pub(super) async fn floor(db: impl AnyExecutor<'_>) -> Result<Floor> {
    let row = sqlx::query(
        "SELECT m.seq, m.hash, (SELECT e.detail FROM audit_events e WHERE e.act = $1 AND e.outcome = 'done' \
         AND e.actor = 'system' AND e.seq > m.seq ORDER BY e.seq DESC LIMIT 1) AS cut \
         FROM audit_marks m WHERE m.name = 'floor'",
    );
    let row = row.bind(Act::PURGE_AUDIT.name()).fetch_one(db).await?;
    Ok(Floor { seq: row.try_get("seq")?, hash: row.try_get("hash")?, cut: row.try_get("cut")? })
}

/// A row of the chain as it stands, and what is beside it.
pub(super) struct Stored {
    pub(super) link: ChainEntry,
    pub(super) hash: String,
    /// Salt, whose it is, address and user agent, unless they are forgotten.
    pub(super) origin: Option<[String; 4]>,
    /// Whether they may be: the account is closed, or gone.
    pub(super) may_be_forgotten: bool,
}

/// Some rows of the chain after that place.
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
    // What a guest did to nobody is nobody's.
    let is_somebody_s = !(link.actor.is_empty() && link.subject.is_empty());
    let may_be_forgotten = is_somebody_s && (owner.is_none() || closed_at.is_some());
    Ok(Stored { link, hash: row.try_get("hash")?, origin, may_be_forgotten })
}

/// When the oldest event was.
pub(super) async fn oldest(db: impl AnyExecutor<'_>) -> Result<Option<i64>> {
    sqlx::query_scalar("SELECT at FROM audit_events ORDER BY seq LIMIT 1").fetch_optional(db).await
}

/// The last place before the first event that is as young; 0 where the oldest is.
pub(super) async fn last_before(db: impl AnyExecutor<'_>, time: i64) -> Result<i64> {
    sqlx::query_scalar(
        "SELECT COALESCE((SELECT MIN(seq) FROM audit_events WHERE at >= $1) - 1, \
         (SELECT seq FROM audit_marks WHERE name = 'head'))",
    )
    .bind(time)
    .fetch_one(db)
    .await
}

/// Raises the floor to that row. First in the transaction: it lets one run at a time.
pub(super) async fn raise_floor(db: impl AnyExecutor<'_>, seq: i64) -> Result<bool> {
    let raised = sqlx::query(
        "UPDATE audit_marks SET seq = $1, hash = (SELECT hash FROM audit_events WHERE seq = $1) \
         WHERE name = 'floor' AND seq < $1 AND EXISTS (SELECT 1 FROM audit_events WHERE seq = $1)",
    );
    Ok(raised.bind(seq).execute(db).await?.rows_affected() == 1)
}

/// Removes the events up to the floor; how many.
pub(super) async fn remove_events(db: impl AnyExecutor<'_>, floor: i64) -> Result<u64> {
    let removed = sqlx::query("DELETE FROM audit_events WHERE seq <= $1").bind(floor).execute(db).await?;
    Ok(removed.rows_affected())
}

/// Forgets the origins up to the floor.
pub(super) async fn remove_origins(db: impl AnyExecutor<'_>, floor: i64) -> Result<()> {
    sqlx::query("DELETE FROM audit_origins WHERE seq <= $1").bind(floor).execute(db).await.map(drop)
}

/// Forgets from where an account has acted.
pub(super) async fn forget(db: impl AnyExecutor<'_>, account_id: &str) -> Result<()> {
    sqlx::query("DELETE FROM audit_origins WHERE account_id = $1").bind(account_id).execute(db).await.map(drop)
}
