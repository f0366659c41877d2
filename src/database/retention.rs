//! Whether the clock can be trusted with irreversible actions. Code that deletes rows by their age asks here
//! for the time. While the clock is in doubt, there is none, and nothing is deleted.

use super::{pool::Database, transaction::Transaction, trust::CLOCK_TOLERANCE};
use crate::health::{Source, Warning};

/// How often the time of the last cleanup is stored, in seconds.
const WRITE_EVERY: i64 = 60;

impl Database {
    /// The time by which old rows may be permanently deleted. `None`: the clock is in doubt, and nothing
    /// may be deleted. A clock that is behind deletes less, so it is accepted.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn retention_time(&self) -> Result<Option<i64>, sqlx::Error> {
        let now = self.now();
        let last = self.last_maintenance().await?;
        if !self.0.trust.believes(last, now, self.0.clock.monotonic()) {
            if self.0.warnings.raise(Source::Clock, Warning::ClockDoubted { seconds: now - last }, now) {
                tracing::warn!(seconds = now - last, "the clock is in doubt: old records are not deleted");
            }
            return Ok((now < last).then_some(now));
        }
        if self.0.warnings.clear(Source::Clock) {
            tracing::info!("the clock is trusted again: old records are deleted");
        }
        if now - last >= WRITE_EVERY || last - now > CLOCK_TOLERANCE {
            // Unless another server has updated it meanwhile.
            let query = sqlx::query("UPDATE maintenance SET at = $1 WHERE name = 'retention' AND at = $2");
            query.bind(now).bind(last).execute(&self.0.pool).await?;
        }
        Ok(Some(now))
    }

    /// The time of the last cleanup, even if nothing was old enough, in Unix seconds; 0: never.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn last_maintenance(&self) -> Result<i64, sqlx::Error> {
        sqlx::query_scalar("SELECT at FROM maintenance WHERE name = 'retention'").fetch_one(&self.0.pool).await
    }

    /// Initializes the time of the last cleanup when the schema is created.
    pub(crate) async fn begin_retention(&self) -> Result<(), sqlx::Error> {
        let query = sqlx::query("UPDATE maintenance SET at = $1 WHERE name = 'retention' AND at = 0");
        query.bind(self.now()).execute(&self.0.pool).await.map(drop)
    }
}

impl Transaction {
    /// Makes every server trust this transaction's time.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn confirm_clock(&mut self) -> Result<(), sqlx::Error> {
        let query = sqlx::query("UPDATE maintenance SET at = $1 WHERE name = 'retention'");
        query.bind(self.now()).execute(&mut **self).await.map(drop)
    }
}
