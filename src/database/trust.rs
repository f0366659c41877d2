//! Decides whether this process trusts its clock, by comparing it with the time of the last cleanup and with
//! the monotonic clock.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

/// How far the clock may be from the time of the last cleanup before it is in doubt, in seconds: a long
/// weekend without power. With a wrong clock, rows may be deleted too early by up to this much.
pub(crate) const CLOCK_TOLERANCE: i64 = 3 * 24 * 3600;
/// How long a clock in doubt must run without another jump until it is trusted: a problem on a Friday
/// evening has deleted nothing by Monday.
const PROBATION: Duration = Duration::from_hours(72);
/// How far the clock may drift from the monotonic clock in that time, in seconds.
const DRIFT: i64 = 3600;

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
    pub(super) fn believes(&self, last: i64, now: i64, monotonic: Duration) -> bool {
        // A panic elsewhere cannot leave this value inconsistent.
        let mut doubt = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if (now - last).abs() <= CLOCK_TOLERANCE {
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

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 24 * 3600;
    const YEARS: i64 = 3 * 365 * DAY;

    fn after(seconds: i64) -> Duration {
        Duration::from_secs(seconds.unsigned_abs())
    }

    #[test]
    fn a_clock_that_jumps_is_not_trusted() {
        let trust = Trust::default();
        assert!(trust.believes(0, 30, after(30)));
        assert!(trust.believes(0, CLOCK_TOLERANCE, after(60)), "switched off over a weekend");
        assert!(!trust.believes(0, YEARS, after(60)));
        assert!(!trust.believes(0, -YEARS, after(60)));
        assert!(trust.believes(0, 90, after(90)), "corrected");
    }

    #[test]
    fn a_clock_in_doubt_is_trusted_after_three_days_without_a_jump() {
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
    fn another_jump_or_another_server_restarts_the_wait() {
        let trust = Trust::default();
        assert!(!trust.believes(0, YEARS, after(0)));
        assert!(!trust.believes(0, 2 * YEARS, after(3 * DAY)), "it was set again");
        assert!(!trust.believes(60, 2 * YEARS + 3 * DAY, after(6 * DAY)), "another server has cleaned up");
        assert!(!trust.believes(60, 2 * YEARS + 5 * DAY, after(8 * DAY)));
        assert!(trust.believes(60, 2 * YEARS + 6 * DAY, after(9 * DAY)));
    }
}
