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

use super::{resolve::Deadlines, store};
use crate::{
    access::Ending,
    account::server::token,
    database::{Database, new_id},
    policy::SessionPolicy,
};

/// The reason for which a sign-in that was under way starts no session.
pub(super) const PASSWORD_CHANGED: &str = "the password was changed during the sign-in";

/// Under this key a new session's data hold its [`Beginning`].
pub(super) const BEGINNING: &str = "hallpass.beginning";

/// What a session's row is made from.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Beginning {
    pub(super) account_id: String,
    pub(super) password_epoch: i64,
    pub(super) remembered: bool,
    pub(super) address: String,
    pub(super) network: String,
    pub(super) user_agent: String,
}

/// Rows in the database, seen as tower-sessions' records.
#[derive(Clone, Debug)]
pub(crate) struct TowerStore {
    pub(super) database: Database,
    pub(super) policy: SessionPolicy,
}

/// What is stored of a cookie's value.
pub(super) fn secret_hash(id: Id) -> String {
    token::digest(&id.to_string())
}

fn backend(error: impl std::fmt::Display) -> Error {
    Error::Backend(error.to_string())
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
        };
        let mut tx = self.database.begin().await.map_err(backend)?;
        store::note_sign_in(&mut *tx, &beginning.account_id, now).await.map_err(backend)?;
        if !store::insert(&mut *tx, row).await.map_err(backend)? {
            return Err(backend(PASSWORD_CHANGED));
        }
        tx.commit().await.map_err(backend)
    }

    /// Writes a live session's data. Of an ended one nothing is written.
    async fn save(&self, record: &Record) -> Result<()> {
        let data = serde_json::to_string(&record.data).map_err(|error| Error::Encode(error.to_string()))?;
        store::update_data(self.database.pool(), &secret_hash(record.id), &data).await.map(drop).map_err(backend)
    }

    /// A live session's record.
    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let row = store::find_data(self.database.pool(), &secret_hash(*id)).await.map_err(backend)?;
        let now = self.database.now();
        let Some(row) = row else { return Ok(None) };
        let deadlines = Deadlines::of(self.policy, row.created_at, row.last_seen_at, row.remembered != 0);
        if deadlines.ending(now).is_some() {
            return Ok(None);
        }
        let data = serde_json::from_str(&row.data).map_err(|error| Error::Decode(error.to_string()))?;
        let expiry_date = OffsetDateTime::UNIX_EPOCH + Duration::seconds(deadlines.absolute);
        Ok(Some(Record { id: *id, data, expiry_date }))
    }

    /// Ends the session; its row stays.
    async fn delete(&self, id: &Id) -> Result<()> {
        let now = self.database.now();
        store::end(self.database.pool(), &secret_hash(*id), Ending::SignedOut, now).await.map_err(backend)
    }
}
