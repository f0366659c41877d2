//! Whether the clock may be trusted with what cannot be undone. Whoever removes rows by their age asks
//! here for the time; while the clock is doubted there is none, and everything stays.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use super::Database;
use crate::health::{Source, Warning};

/// How far the clock may be from the time of the last maintenance before it is doubted, in seconds: a
/// long weekend without power. Higher removes what is younger by as much when a clock is wrong.
pub(super) const TOLERANCE: i64 = 3 * 24 * 3600;
/// How long a doubted clock has to go on without another jump until it is believed: what goes wrong
/// on a Friday evening has removed nothing by Monday.
const PROBATION: Duration = Duration::from_hours(72);
/// By how much the clock may differ from the monotonic one in that time, in seconds.
const DRIFT: i64 = 3600;
/// How often the time of the last maintenance is written, in seconds.
const WRITE_EVERY: i64 = 60;

/// A time that was doubted, and since when.
#[derive(Clone, Copy, Debug)]
struct Doubt {
    /// The time of the last maintenance then.
    last: i64,
    wall: i64,
    monotonic: Duration,
}

/// What this process thinks of its clock. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub(super) struct Trust(Arc<Mutex<Option<Doubt>>>);

impl Trust {
    /// Whether the clock is believed, where maintenance was last done at `last`.
    fn believes(&self, last: i64, now: i64, monotonic: Duration) -> bool {
        // A panic elsewhere leaves nothing half done here.
        let mut doubt = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if (now - last).abs() <= TOLERANCE {
            *doubt = None;
            return true;
        }
        // Another server whose clock is believed, or a second jump, begins the doubt anew.
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
    /// The time by which old rows may be removed for good; `None`: the clock is doubted, and nothing
    /// may. A clock that is behind only removes less, and may.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn retention_time(&self) -> Result<Option<i64>, sqlx::Error> {
        let now = self.now();
        let last = self.last_maintenance().await?;
        if !self.0.trust.believes(last, now, self.0.clock.monotonic()) {
            if self.0.warnings.raise(Source::Clock, Warning::ClockDoubted { seconds: now - last }, now) {
                tracing::warn!(seconds = now - last, "the clock is doubted: nothing old is removed");
            }
            return Ok((now < last).then_some(now));
        }
        if self.0.warnings.clear(Source::Clock) {
            tracing::info!("the clock is believed again: what is old is removed");
        }
        if now - last >= WRITE_EVERY || last - now > TOLERANCE {
            // Not where another server has written meanwhile.
            let query = sqlx::query("UPDATE maintenance SET at = $1 WHERE name = 'retention' AND at = $2");
            query.bind(now).bind(last).execute(&self.0.pool).await?;
        }
        Ok(Some(now))
    }

    /// When old rows were last removed, or could have been, in Unix seconds; 0: never.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn last_maintenance(&self) -> Result<i64, sqlx::Error> {
        sqlx::query_scalar("SELECT at FROM maintenance WHERE name = 'retention'").fetch_one(&self.0.pool).await
    }

    /// Begins with the time at which the schema is made.
    pub(super) async fn begin_retention(&self) -> Result<(), sqlx::Error> {
        let query = sqlx::query("UPDATE maintenance SET at = $1 WHERE name = 'retention' AND at = 0");
        query.bind(self.now()).execute(&self.0.pool).await.map(drop)
    }
}

impl super::Transaction {
    /// Has every server believe this transaction's time.
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
