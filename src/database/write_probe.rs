//! The write probe: checks whether the database can be written to, and raises or clears the warning.

use std::time::Duration;

use super::{errors::Unwritable, pool::Database};
use crate::health::{Source, Warning};

/// How often the server runs the probe by itself.
const ASK_EVERY: Duration = Duration::from_secs(5);

impl Database {
    /// Checks whether the database can be written to, or could be within the last two seconds. Raises or
    /// clears the warning.
    ///
    /// # Errors
    /// Why it cannot be written to.
    pub async fn check_writes(&self) -> Result<(), Unwritable> {
        if self.0.pool.is_closed() {
            return Err(Unwritable::Silent);
        }
        // Check this every time: an open file still works after it was removed.
        if self.is_gone() {
            self.noted(Err(Unwritable::Gone), &Unwritable::Gone);
            return Err(Unwritable::Gone);
        }
        self.0.writes.check(self.is_in_memory(), |known, cause| self.noted(known, &cause)).await
    }

    /// Raises or clears the warning, and logs the change.
    fn noted(&self, known: Result<(), Unwritable>, cause: &dyn std::fmt::Display) {
        match known {
            Ok(()) => {
                if self.0.warnings.clear(Source::Database) {
                    tracing::info!("the database can be written to again");
                }
            }
            Err(why) => {
                let warning = Warning::DatabaseUnwritable { cause: why.to_string() };
                if self.0.warnings.raise(Source::Database, warning, self.now()) {
                    tracing::error!(%cause, "the database cannot be written to");
                }
            }
        }
    }

    /// Runs the probe every few seconds, forever.
    pub async fn watch_writes(self) {
        loop {
            tokio::time::sleep(ASK_EVERY).await;
            // It raises the warning itself.
            let _ = self.check_writes().await;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::database::{Clock, Database, Missing};

    #[tokio::test]
    async fn the_probe_writes() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}/test.db", folder.path().display());
        let database = Database::connect(&url, 1, Missing::Make, Clock::system()).await.unwrap();
        database.migrate().await.unwrap();
        database.trust_version().await;
        let before = database.version().expect("a version");
        database.check_writes().await.unwrap();
        assert_ne!(database.version().expect("a version"), before);
    }
}
