//! The SQL that appends to the hash chain.

use sqlx::{AnyConnection, AnyExecutor};

use super::entry::{ChainEntry, digest_of_origin};
use crate::audit::server::{
    actor::{Actor, Origin},
    event::Event,
};

/// The number of the chain's last row; 0 if it is empty.
pub(super) async fn head(db: impl AnyExecutor<'_>) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar("SELECT seq FROM audit_marks WHERE name = 'head'").fetch_one(db).await
}

/// Appends events to the chain and returns the number of its last row. Locks the end of the chain until the
/// transaction is committed, so call it last.
pub(super) async fn append(
    connection: &mut AnyConnection,
    events: Vec<(Event, Actor)>,
    now: i64,
) -> Result<i64, sqlx::Error> {
    let count = i64::try_from(events.len()).unwrap_or(i64::MAX);
    let (last, mut previous): (i64, String) =
        sqlx::query_as("UPDATE audit_marks SET seq = seq + $1 WHERE name = 'head' RETURNING seq, hash")
            .bind(count)
            .fetch_one(&mut *connection)
            .await?;
    for (seq, (mut event, actor)) in (last - count + 1..).zip(events) {
        let origin = match &actor.origin {
            Some(origin) => insert_origin(&mut *connection, seq, &event, &actor.name, origin).await?,
            None => String::new(),
        };
        if !actor.acting_as.is_empty() {
            event.detail.insert("as", actor.acting_as);
        }
        let entry = ChainEntry {
            seq,
            at: now,
            act: event.act.name().to_owned(),
            outcome: event.outcome.name().to_owned(),
            reason: event.reason.to_owned(),
            actor: actor.name,
            subject: event.subject,
            detail: serde_json::json!(event.detail).to_string(),
            request: actor.request,
            origin,
            previous,
        };
        previous = entry.hash();
        insert(&mut *connection, &entry, &previous).await?;
    }
    let head = sqlx::query("UPDATE audit_marks SET hash = $1 WHERE name = 'head'");
    head.bind(previous).execute(connection).await?;
    Ok(last)
}

async fn insert(connection: &mut AnyConnection, entry: &ChainEntry, hash: &str) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO audit_events \
         (seq, at, act, outcome, reason, actor, subject, detail, request, origin, previous, hash) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
    )
    .bind(entry.seq)
    .bind(entry.at)
    .bind(&*entry.act)
    .bind(&*entry.outcome)
    .bind(&*entry.reason)
    .bind(&*entry.actor)
    .bind(&*entry.subject)
    .bind(&*entry.detail)
    .bind(&*entry.request)
    .bind(&*entry.origin)
    .bind(&*entry.previous)
    .bind(hash)
    .execute(connection)
    .await
    .map(drop)
}

/// Inserts the origin of an event and returns its digest for the chain. A guest's origin belongs to the account
/// that the event concerns, and is deleted with it.
async fn insert_origin(
    connection: &mut AnyConnection,
    seq: i64,
    event: &Event,
    actor: &str,
    origin: &Origin,
) -> Result<String, sqlx::Error> {
    let salt = random()?;
    let account_id = if actor.is_empty() { &*event.subject } else { actor };
    // PostgreSQL does not allow NUL in text.
    let user_agent = origin.user_agent.replace('\0', "");
    sqlx::query("INSERT INTO audit_origins (seq, account_id, salt, address, user_agent) VALUES ($1, $2, $3, $4, $5)")
        .bind(seq)
        .bind(account_id)
        .bind(&*salt)
        .bind(&*origin.address)
        .bind(&*user_agent)
        .execute(connection)
        .await?;
    Ok(digest_of_origin(&salt, account_id, &origin.address, &user_agent))
}

/// 128 random bits from the operating system.
fn random() -> Result<String, sqlx::Error> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).map_err(|error| sqlx::Error::Encode(error.to_string().into()))?;
    Ok(u128::from_le_bytes(bytes).to_string())
}
