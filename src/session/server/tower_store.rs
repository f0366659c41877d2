//! The session store that tower-sessions asks: digests instead of ids, deadlines computed, and an
//! ended session never comes back.

use async_trait::async_trait;
use axum_login::tower_sessions::{
    SessionStore,
    session::{Id, Record},
    session_store::{Error, Result},
};
use serde::{Deserialize, Serialize};
use time::{Duration, OffsetDateTime};

use super::{
    activity::Activity,
    cuts,
    endings::{self, Which},
    resolve::Deadlines,
    store,
};
use crate::{
    access::Ending,
    account::server::token,
    audit::{Act, server::Event},
    database::{Actor, Database, Origin, Transaction, new_id},
    error::AppError,
    session::Method,
};

/// The reason for which a sign-in that was under way starts no session.
pub(super) const PASSWORD_CHANGED: &str = "the password was changed during the sign-in";

/// The reason for which nothing was stored: the database is busy.
pub(super) const BUSY: &str = "the database is busy";

/// The reason for which a sign-in starts no session: the account has as many as it may.
pub(super) const TOO_MANY: &str = "the account has as many sessions as it may";

/// The reason for which a session is not started anew: it has ended meanwhile.
pub(super) const ENDED: &str = "the session has ended";

/// Under this key a new session's data hold its [`Beginning`].
pub(super) const BEGINNING: &str = "hallpass.beginning";

/// What a session's row is made from.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Beginning {
    pub(super) account_id: String,
    pub(super) password_epoch: i64,
    pub(super) remembered: bool,
    pub(super) method: Method,
    pub(super) name: String,
    /// The session that makes room for this one; empty: none.
    pub(super) instead_of: String,
    /// The account's own session that ends for it; empty: none.
    pub(super) replaces: String,
    /// It is nothing but that one, started anew: it needs no room, and that one to be live.
    pub(super) renews: bool,
    pub(super) address: String,
    pub(super) network: String,
    pub(super) user_agent: String,
    pub(super) request_id: String,
}

impl Beginning {
    /// Whoever begins it.
    fn actor(&self) -> Actor {
        let origin = Origin { address: self.address.clone(), user_agent: self.user_agent.clone() };
        Actor {
            name: self.account_id.clone(),
            request: self.request_id.clone(),
            origin: Some(origin),
            ..Actor::default()
        }
    }
}

/// Rows in the database, seen as tower-sessions' records.
#[derive(Clone, Debug)]
pub(crate) struct TowerStore {
    pub(super) database: Database,
    pub(super) activity: Activity,
}

/// What is stored of a cookie's value.
pub(super) fn secret_hash(id: Id) -> String {
    token::digest(&id.to_string())
}

fn backend(error: impl std::fmt::Display) -> Error {
    Error::Backend(error.to_string())
}

/// What the database says, so that a passing trouble is told as one.
fn stored(error: impl Into<AppError>) -> Error {
    match error.into() {
        AppError::Busy => backend(BUSY),
        error => backend(error),
    }
}

/// Makes room for one more session of an account that has as many as it may: ends the one that its
/// owner has chosen and, where fewer are allowed now than there were, those that were idle longest.
async fn make_room(tx: &mut Transaction, account_id: &str, chosen: &str, new: &str) -> Result<()> {
    let now = tx.now();
    let (live, most) = store::count_live(&mut **tx, account_id, "", now).await.map_err(stored)?;
    if live < most {
        return Ok(());
    }
    let which = Which::Own { account_id, id: chosen };
    if endings::end(tx, which, Ending::TooMany, Some(new)).await.map_err(stored)? == 0 {
        return Err(backend(TOO_MANY));
    }
    for id in store::surplus(&mut **tx, account_id, live - most, now).await.map_err(stored)? {
        let which = Which::Own { account_id, id: &id };
        endings::end(tx, which, Ending::TooMany, Some(new)).await.map_err(stored)?;
    }
    Ok(())
}

#[async_trait]
impl SessionStore for TowerStore {
    /// Inserts a row under a fresh id of 128 bits from the operating system (ASVS 7.2.3); the
    /// record's own id is not used.
    async fn create(&self, record: &mut Record) -> Result<()> {
        let mut bytes = [0_u8; 16];
        getrandom::fill(&mut bytes).map_err(backend)?;
        record.id = Id(i128::from_le_bytes(bytes));
        let beginning = record.data.remove(BEGINNING).ok_or_else(|| backend("a session without an account"))?;
        let beginning: Beginning = serde_json::from_value(beginning).map_err(backend)?;
        let data = serde_json::to_string(&record.data).map_err(|error| Error::Encode(error.to_string()))?;
        let now = self.database.now();
        let mut tx = self.database.begin().await.map_err(stored)?;
        // First of all, because it locks before any account.
        let generation = cuts::current(&mut tx).await.map_err(stored)?;
        let row = store::NewRow {
            id: &new_id(),
            secret_hash: &secret_hash(record.id),
            account_id: &beginning.account_id,
            password_epoch: beginning.password_epoch,
            data: &data,
            now,
            remembered: beginning.remembered,
            address: &beginning.address,
            network: &beginning.network,
            user_agent: &beginning.user_agent,
            method: beginning.method,
            name: &beginning.name,
            generation,
        };
        let row_id = row.id;
        let account_id = &*beginning.account_id;
        tx.acts_for(beginning.actor());
        store::note_sign_in(&mut *tx, account_id, now).await.map_err(stored)?;
        let replaced = match &*beginning.replaces {
            "" => 0,
            id => {
                let which = Which::Own { account_id, id };
                endings::end(&mut tx, which, Ending::Replaced, None).await.map_err(stored)?
            }
        };
        if !beginning.renews {
            make_room(&mut tx, account_id, &beginning.instead_of, row.id).await?;
        } else if replaced == 0 {
            // It was ended while this was under way; nothing may bring it back.
            return Err(backend(ENDED));
        }
        if !store::insert(&mut *tx, row).await.map_err(stored)? {
            return Err(backend(PASSWORD_CHANGED));
        }
        let event = if endings::is_over(&mut tx, row_id).await.map_err(stored)? {
            Event::refused(Act::SignIn, "banned")
        } else {
            Event::new(Act::SignIn)
        };
        let event = event.on(account_id).with("session", row_id).with("method", beginning.method.name());
        tx.record(event.with("remembered", beginning.remembered));
        tx.tell(account_id).await.map_err(stored)?;
        tx.commit().await.map_err(stored)
    }

    /// Writes a live session's data. Of an ended one nothing is written.
    async fn save(&self, record: &Record) -> Result<()> {
        let data = serde_json::to_string(&record.data).map_err(|error| Error::Encode(error.to_string()))?;
        store::update_data(self.database.pool(), &secret_hash(record.id), &data).await.map(drop).map_err(stored)
    }

    /// A live session's record.
    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let row = store::find_data(self.database.pool(), &secret_hash(*id)).await.map_err(stored)?;
        let now = self.database.now();
        let Some(row) = row else { return Ok(None) };
        let last_seen_at = self.activity.last_seen(&row.id, row.last_seen_at);
        let deadlines = Deadlines::of(row.durations, row.created_at, last_seen_at, row.remembered);
        if deadlines.ending(now).is_some() {
            return Ok(None);
        }
        let data = serde_json::from_str(&row.data).map_err(|error| Error::Decode(error.to_string()))?;
        let expiry_date = OffsetDateTime::UNIX_EPOCH + Duration::seconds(deadlines.absolute);
        Ok(Some(Record { id: *id, data, expiry_date }))
    }

    /// Ends nothing: tower-sessions lets go of an id before it asks for a new one, and would leave the
    /// person with none when that fails. Whoever ends a session says so to `endings`, and why.
    async fn delete(&self, _id: &Id) -> Result<()> {
        Ok(())
    }
}
