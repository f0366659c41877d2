//! Whether the clock can be trusted with irreversible actions. Code that deletes rows by their age asks here
//! for the time. While the clock is in doubt, there is none, and nothing is deleted.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use super::Database;
use crate::health::{Source, Warning};

/// How far the clock may be from the time of the last cleanup before it is in doubt, in seconds: a long
/// weekend without power. With a wrong clock, rows may be deleted too early by up to this much.
pub(super) const TOLERANCE: i64 = 3 * 24 * 3600;
/// How long a clock in doubt must run without another jump until it is trusted: a problem on a Friday
/// evening has deleted nothing by Monday.
const PROBATION: Duration = Duration::from_hours(72);
/// How far the clock may drift from the monotonic clock in that time, in seconds.
const DRIFT: i64 = 3600;
/// How often the time of the last cleanup is stored, in seconds.
const WRITE_EVERY: i64 = 60;

/// When the clock came into doubt.
#[derive(Clone, Copy, Debug)]
struct Doubt {
    /// The time of the last cleanup at that moment.
    last: i64,
    wall: i64,
    monotonic: Duration,
}

/// Whether this process trusts its clock. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub(super) struct Trust(Arc<Mutex<Option<Doubt>>>);

impl Trust {
    /// Whether the clock is trusted, given that the last cleanup was at `last`.
    fn believes(&self, last: i64, now: i64, monotonic: Duration) -> bool {
        // A panic elsewhere cannot leave this value inconsistent.
        let mut doubt = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if (now - last).abs() <= TOLERANCE {
            *doubt = None;
            return true;
        }
        // A cleanup by another server, or a second jump, restarts the wait.
        let goes_on = doubt.filter(|doubt| {
            let passed = i64::try_from(monotonic.saturating_sub(doubt.monotonic).as_secs()).unwrap_or(i64::MAX);
            doubt.last == last && (now - doubt.wall).saturating_sub(passed).abs() <= DRIFT
        });
        let since = goes_on.unwrap_or(Doubt { last, wall: now, monotonic });
        let believed = monotonic.saturating_sub(since.monotonic) >= PROBATION;
        *doubt = (!believed).then_some(since);
        believed
    }
}

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
        if now - last >= WRITE_EVERY || last - now > TOLERANCE {
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
    pub(super) async fn begin_retention(&self) -> Result<(), sqlx::Error> {
        let query = sqlx::query("UPDATE maintenance SET at = $1 WHERE name = 'retention' AND at = 0");
        query.bind(self.now()).execute(&self.0.pool).await.map(drop)
    }
}

impl super::Transaction {
    /// Makes every server trust this transaction's time.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn confirm_clock(&mut self) -> Result<(), sqlx::Error> {
        let query = sqlx::query("UPDATE maintenance SET at = $1 WHERE name = 'retention'");
        query.bind(self.now()).execute(&mut **self).await.map(drop)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 24 * 3600;
    const YEARS: i64 = 3 * 365 * DAY;

    fn after(seconds: i64) -> Duration {
        Duration::from_secs(seconds.unsigned_abs())
    }

    #[test]
    fn a_clock_that_goes_on_is_believed_and_one_that_jumps_is_not() {
        let trust = Trust::default();
        assert!(trust.believes(0, 30, after(30)));
        assert!(trust.believes(0, TOLERANCE, after(60)), "switched off over a weekend");
        assert!(!trust.believes(0, YEARS, after(60)));
        assert!(!trust.believes(0, -YEARS, after(60)));
        assert!(trust.believes(0, 90, after(90)), "set right");
    }

    #[test]
    fn a_doubted_clock_is_believed_once_it_has_gone_on_for_three_days() {
        let trust = Trust::default();
        for hours in 0..72 {
            assert!(!trust.believes(0, 30 * DAY + hours * 3600, after(hours * 3600)), "{hours}");
        }
        assert!(trust.believes(0, 33 * DAY, after(3 * DAY)));
        let behind = Trust::default();
        assert!(!behind.believes(YEARS, 0, after(0)));
        assert!(behind.believes(YEARS, 3 * DAY, after(3 * DAY)));
    }

    #[test]
    fn another_jump_or_another_server_begins_the_doubt_anew() {
        let trust = Trust::default();
        assert!(!trust.believes(0, YEARS, after(0)));
        assert!(!trust.believes(0, 2 * YEARS, after(3 * DAY)), "it was set once more");
        assert!(!trust.believes(60, 2 * YEARS + 3 * DAY, after(6 * DAY)), "another server is at work");
        assert!(!trust.believes(60, 2 * YEARS + 5 * DAY, after(8 * DAY)));
        assert!(trust.believes(60, 2 * YEARS + 6 * DAY, after(9 * DAY)));
    }
}
