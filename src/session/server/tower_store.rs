//! The session store that tower-sessions asks: digests instead of ids, deadlines computed. It writes
//! nothing: rows are written where sessions begin and end.

use async_trait::async_trait;
use axum_login::tower_sessions::{
    SessionStore,
    session::{Id, Record},
    session_store::{Error, Result},
};
use time::{Duration, OffsetDateTime};

use super::{activity::Activity, resolve::Deadlines, store};
use crate::{account::server::token, database::Database, error::AppError};

/// The reason for which nothing was read: the database is busy.
pub(super) const BUSY: &str = "the database is busy";

/// Under this key axum-login keeps whose session it is.
pub(super) const LOGIN: &str = "axum-login.data";

/// Under this key a session's data hold the id under which its row has just been written.
pub(super) const FINISHED: &str = "hallpass.finished";

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

/// What the database says, so that a passing trouble is told as one.
fn stored(error: impl Into<AppError>) -> Error {
    match error.into() {
        AppError::Busy => Error::Backend(BUSY.to_owned()),
        error => Error::Backend(error.to_string()),
    }
}

#[async_trait]
impl SessionStore for TowerStore {
    /// Takes the id of the row that has been written. There are no sessions but those.
    async fn create(&self, record: &mut Record) -> Result<()> {
        let finished = record.data.remove(FINISHED);
        let id = finished.as_ref().and_then(|id| id.as_str()?.parse().ok());
        record.id = id.ok_or_else(|| Error::Backend("a session without a row".to_owned()))?;
        Ok(())
    }

    /// Writes nothing: a session's data stay as they were when it began.
    async fn save(&self, _record: &Record) -> Result<()> {
        Ok(())
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
