//! The session store for tower-sessions: looks up digests instead of IDs and computes the deadlines. It writes
//! nothing; rows are written where sessions start and end.

use async_trait::async_trait;
use axum_login::tower_sessions::{
    Session, SessionStore,
    session::{self, Id, Record},
    session_store::{Error, Result},
};
use time::{Duration, OffsetDateTime};

use super::{activity::Activity, deadlines::Deadlines, secret::secret_hash, store};
use crate::database::Database;

/// The key under which axum-login stores the account of a session.
pub(super) const LOGIN: &str = "axum-login.data";

tokio::task_local! {
    /// The ID of the session that has just started.
    static STARTED: Id;
}

/// Hands the ID of a session whose row was inserted to tower-sessions, which sets the cookie.
pub(super) async fn finish_login(id: Id, session: &Session) -> std::result::Result<(), session::Error> {
    STARTED.scope(id, session.save()).await
}

/// Presents the rows of sessions as records of tower-sessions.
#[derive(Clone, Debug)]
pub(crate) struct TowerStore {
    pub(super) database: Database,
    pub(super) activity: Activity,
}

#[async_trait]
impl SessionStore for TowerStore {
    /// Takes the ID of the session that has just started. There are no others.
    async fn create(&self, record: &mut Record) -> Result<()> {
        record.id = STARTED.try_with(|id| *id).map_err(|_| Error::Backend("no session has started".to_owned()))?;
        Ok(())
    }

    /// Writes nothing: the data of a session do not change after its start.
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
        let deadlines = Deadlines::of(row.durations, row.created_at, last_seen_at, row.remember_me);
        if deadlines.ending(now).is_some() {
            return Ok(None);
        }
        let data = serde_json::from_str(&row.data).map_err(|error| Error::Decode(error.to_string()))?;
        let expiry_date = OffsetDateTime::UNIX_EPOCH + Duration::seconds(deadlines.absolute);
        Ok(Some(Record { id: *id, data, expiry_date }))
    }

    /// Does nothing: tower-sessions deletes an ID before it requests a new one, and a failure in between would
    /// leave the person without a session. Sessions are ended by `endings`, with a reason.
    async fn delete(&self, _id: &Id) -> Result<()> {
        Ok(())
    }
}
