//! The outbox: the messages that wait to be sent, were sent lately, or were given up.

pub(super) mod store;

use super::service::{Mail, POSTED};
use crate::error::AppError;

/// The maximum number of messages in a list.
const LISTED: i64 = 100;
/// How long an administrator's retry keeps a message from being given up again, in seconds.
const RETRIED_FOR: i64 = 24 * 3600;

/// A message in the outbox, without its text. Times are Unix seconds.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct OutboxEntry {
    /// A UUID of version 7.
    pub id: String,
    /// The name of the template.
    pub template: String,
    /// The username of the account, if there is one.
    pub username: Option<String>,
    /// The address, once it is known.
    pub recipient: Option<String>,
    /// When the act happened that it is about.
    pub created_at: i64,
    /// What has become of it.
    pub state: OutboxState,
    /// How often a server has tried to send it.
    pub attempts: i64,
    /// Why the last attempt failed.
    pub error: Option<String>,
}

/// What has become of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum OutboxState {
    /// It is sent, perhaps again, at this time.
    Waiting {
        /// In Unix seconds.
        due_at: i64,
    },
    /// The mail server has accepted it.
    Sent {
        /// In Unix seconds.
        at: i64,
    },
    /// It was given up.
    Failed {
        /// In Unix seconds.
        at: i64,
    },
}

impl Mail {
    /// The newest messages: those that were not sent first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn list(&self) -> Result<Vec<OutboxEntry>, AppError> {
        let rows = store::list(self.database.pool(), LISTED).await?;
        Ok(rows.into_iter().map(OutboxEntry::from).collect())
    }

    /// The message with this ID.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn find(&self, id: &str) -> Result<Option<OutboxEntry>, AppError> {
        Ok(store::find(self.database.pool(), id).await?.map(OutboxEntry::from))
    }

    /// Makes a message due now that was not sent, also one that was given up. `false`: there is none.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn retry(&self, id: &str) -> Result<bool, AppError> {
        let now = self.database.now();
        let found = store::retry(self.database.pool(), id, now, now + RETRIED_FOR).await?;
        POSTED.notify_waiters();
        Ok(found)
    }
}

impl From<store::Row> for OutboxEntry {
    fn from(row: store::Row) -> Self {
        Self {
            state: match (row.sent_at, row.failed_at) {
                (Some(at), _) => OutboxState::Sent { at },
                (None, Some(at)) => OutboxState::Failed { at },
                (None, None) => OutboxState::Waiting { due_at: row.due_at },
            },
            id: row.id,
            template: row.template,
            username: row.username,
            recipient: row.recipient,
            created_at: row.created_at,
            attempts: row.attempts,
            error: row.error,
        }
    }
}
