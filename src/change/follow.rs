//! Announces in this process what other processes have changed.

use std::time::Duration;

use super::{
    hub::{Change, Changes},
    store,
};
use crate::database::{CLOCK_TOLERANCE, Database, Error};

/// How often this process reads the rows of other processes.
const POLL_EVERY: Duration = Duration::from_millis(500);
/// How far back this process reads, in seconds: transactions do not become visible in the order in which they began,
/// and clocks differ.
const LOOK_BACK: i64 = 40;
/// How long rows are stored, in seconds.
const KEEP: i64 = 10 * LOOK_BACK;

impl Database {
    /// The hub of changes. When the active warnings change, its watchers of any change are notified, too.
    pub fn changes(&self) -> Changes {
        self.extension(|| Changes::new(self.warnings().notifier()))
    }

    /// Announces the changes of other processes to the watchers in this one, forever.
    pub async fn follow_changes(self) {
        loop {
            tokio::time::sleep(POLL_EVERY).await;
            if let Err(error) = self.poll_changes().await {
                tracing::warn!(cause = %error, "cannot read changes of other processes");
            }
        }
    }

    async fn poll_changes(&self) -> Result<(), Error> {
        let (since, changes) = (self.now() - LOOK_BACK, self.changes());
        changes.forget(since - LOOK_BACK);
        if changes.is_watched() {
            for (id, account_id, at) in store::since(self.pool(), since).await? {
                changes.send(&Change { id, account_id }, at);
            }
        }
        Ok(())
    }

    /// Deletes rows that every process has read by `now`, in Unix seconds. Also deletes rows that a wrong clock has
    /// dated days into the future, because every process would read them repeatedly until then.
    ///
    /// # Errors
    /// If the database does not respond.
    pub async fn forget_changes(&self, now: i64) -> Result<(), Error> {
        store::remove_outside(self.pool(), now - KEEP, now + CLOCK_TOLERANCE).await
    }
}
