//! The session store that tower-sessions asks: digests instead of ids, deadlines computed. It writes
//! nothing: rows are written where sessions begin and end.

use async_trait::async_trait;
use axum_login::tower_sessions::{
    SessionStore,
    session::{Id, Record},
    session_store::{Error, Result},
};
use time::{Duration, OffsetDateTime};

use super::{
    activity::Activity,
    deadlines::Deadlines,
    secret::{new_secret, secret_hash},
    store,
};
use crate::database::Database;

/// Under this key axum-login keeps whose session it is.
pub(super) const LOGIN: &str = "axum-login.data";

/// Rows in the database, seen as tower-sessions' records.
#[derive(Clone, Debug)]
pub(crate) struct TowerStore {
    pub(super) database: Database,
    pub(super) activity: Activity,
}

#[async_trait]
impl SessionStore for TowerStore {
    /// Gives a new session its ID. Its row is written with that ID when it starts.
    async fn create(&self, record: &mut Record) -> Result<()> {
        record.id = new_secret().map_err(|error| Error::Backend(error.to_string()))?;
        Ok(())
    }

    /// Writes nothing: a session's data stay as they were when it began.
    async fn save(&self, _record: &Record) -> Result<()> {
        Ok(())
    }

    /// A live session's record.
    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let row = store::find_data(self.database.pool(), &secret_hash(*id))
            .await
            .map_err(|error| Error::Backend(error.to_string()))?;
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
