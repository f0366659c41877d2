//! The chain of the audit: what a transaction has recorded is appended as it commits, so that
//! neither happens without the other. What the words in it mean is the business of `audit`.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};
use sqlx::AnyConnection;

/// Who acts in a transaction, and from where.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Actor {
    /// An account's id, `operator`, `system`, or empty: a guest.
    pub name: String,
    /// The account as whom they act; empty: themselves.
    pub acting_as: String,
    /// The id of the request; empty: there is none.
    pub request: String,
    /// Personal data, kept beside the chain.
    pub origin: Option<Origin>,
}

impl Actor {
    /// The server itself.
    pub fn system() -> Self {
        Self { name: "system".to_owned(), ..Self::default() }
    }

    /// The same, once it is known whose account it is.
    #[must_use]
    pub fn named(self, account_id: &str) -> Self {
        Self { name: account_id.to_owned(), ..self }
    }
}

/// From where something was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The client's address.
    pub address: String,
    /// The `User-Agent` header.
    pub user_agent: String,
}

/// What is to be written down: everything but who does it, when, and the chain.
#[derive(Clone, Debug)]
pub struct Record {
    /// A word for machines.
    pub act: &'static str,
    /// `done` or `refused`.
    pub outcome: &'static str,
    /// A word for machines; empty: done.
    pub reason: String,
    /// The account that it concerns; empty: none.
    pub subject: String,
    /// Without personal data.
    pub detail: BTreeMap<&'static str, String>,
}

/// A row of the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainEntry {
    /// 1, 2, 3 and so on, without a gap.
    pub seq: i64,
    /// In Unix seconds.
    pub at: i64,
    /// See [`Record`].
    pub act: String,
    /// See [`Record`].
    pub outcome: String,
    /// See [`Record`].
    pub reason: String,
    /// See [`Actor`].
    pub actor: String,
    /// See [`Record`].
    pub subject: String,
    /// See [`Record`]; a JSON object, with `as` for whoever acts as another.
    pub detail: String,
    /// See [`Actor`].
    pub request: String,
    /// See [`digest_of_origin`]; empty: none.
    pub origin: String,
    /// The hash of the row before; empty: this is the first.
    pub previous: String,
}

impl ChainEntry {
    /// The row's hash: SHA-256, in hexadecimal, of all columns in their order as a JSON array.
    pub fn hash(&self) -> String {
        digest(&serde_json::json!([
            self.seq,
            self.at,
            self.act,
            self.outcome,
            self.reason,
            self.actor,
            self.subject,
            self.detail,
            self.request,
            self.origin,
            self.previous,
        ]))
    }
}

/// What stands in the chain for an origin. Whoever does not know the salt cannot guess it back.
pub fn digest_of_origin(salt: &str, account_id: &str, address: &str, user_agent: &str) -> String {
    digest(&serde_json::json!([salt, account_id, address, user_agent]))
}

fn digest(value: &serde_json::Value) -> String {
    Sha256::digest(value.to_string()).iter().fold(String::with_capacity(64), |mut hex, byte| {
        use std::fmt::Write;
        // Writing to a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// Appends to the chain, and returns where it ends then. Locks its end until the transaction is over,
/// so it comes last in one.
pub(super) async fn append(
    connection: &mut AnyConnection,
    records: Vec<(Record, Actor)>,
    now: i64,
) -> Result<i64, sqlx::Error> {
    let count = i64::try_from(records.len()).unwrap_or(i64::MAX);
    let (last, mut previous): (i64, String) =
        sqlx::query_as("UPDATE audit_marks SET seq = seq + $1 WHERE name = 'head' RETURNING seq, hash")
            .bind(count)
            .fetch_one(&mut *connection)
            .await?;
    for (seq, (mut record, actor)) in (last - count + 1..).zip(records) {
        let origin = match &actor.origin {
            Some(origin) => insert_origin(&mut *connection, seq, &record, &actor.name, origin).await?,
            None => String::new(),
        };
        if !actor.acting_as.is_empty() {
            record.detail.insert("as", actor.acting_as);
        }
        let entry = ChainEntry {
            seq,
            at: now,
            act: record.act.to_owned(),
            outcome: record.outcome.to_owned(),
            reason: record.reason,
            actor: actor.name,
            subject: record.subject,
            detail: serde_json::json!(record.detail).to_string(),
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

/// Keeps from where it was done, and returns what stands for that in the chain. A guest's data are
/// kept, and go, with the account that it concerns.
async fn insert_origin(
    connection: &mut AnyConnection,
    seq: i64,
    record: &Record,
    actor: &str,
    origin: &Origin,
) -> Result<String, sqlx::Error> {
    let salt = random()?;
    let account_id = if actor.is_empty() { &*record.subject } else { actor };
    // PostgreSQL takes no NUL in a text.
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

/// 128 bits from the operating system.
fn random() -> Result<String, sqlx::Error> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).map_err(|error| sqlx::Error::Encode(error.to_string().into()))?;
    Ok(u128::from_le_bytes(bytes).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry() -> ChainEntry {
        let text = str::to_owned;
        ChainEntry {
            seq: 1,
            at: 2,
            act: text("a"),
            outcome: text("done"),
            reason: String::new(),
            actor: text("b"),
            subject: text("c"),
            detail: text("{}"),
            request: text("d"),
            origin: text("e"),
            previous: String::new(),
        }
    }

    #[test]
    fn no_two_rows_are_written_alike() {
        let (one, mut other) = (entry(), entry());
        other.actor = "b\",\"c".to_owned();
        other.subject = String::new();
        assert_ne!(one.hash(), other.hash());
        let (mut one, mut other) = (entry(), entry());
        (one.actor, one.subject) = ("bc".to_owned(), String::new());
        (other.actor, other.subject) = (String::new(), "bc".to_owned());
        assert_ne!(one.hash(), other.hash());
    }

    #[test]
    fn the_hash_of_a_row_stays_what_it_is() {
        assert_eq!(entry().hash(), "67857b8a2fd461b733c6e08295e0db876ecf37877a2a304a7bc55736be0f11f0");
    }
}
