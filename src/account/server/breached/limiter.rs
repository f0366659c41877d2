//! Lets one warning a minute through, so that an outage does not fill the log.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use crate::database::Clock;

const WARN_EVERY: Duration = Duration::from_mins(1);

/// Decides which warnings are logged.
#[derive(Debug)]
pub(super) struct WarningLimiter {
    clock: Clock,
    logged_at: Mutex<Option<Duration>>,
}

impl WarningLimiter {
    pub(super) fn new(clock: Clock) -> Self {
        Self { clock, logged_at: Mutex::default() }
    }

    /// Whether to log the warning now.
    pub(super) fn is_due(&self) -> bool {
        let now = self.clock.monotonic();
        let mut logged_at = self.logged_at.lock().unwrap_or_else(PoisonError::into_inner);
        let is_due = logged_at.is_none_or(|at| now.saturating_sub(at) >= WARN_EVERY);
        if is_due {
            *logged_at = Some(now);
        }
        is_due
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_warning_a_minute_is_due() {
        let clock = Clock::stopped();
        let limiter = WarningLimiter::new(clock.clone());
        let due = [0, 0, 59, 1, 30, 29, 1].map(|seconds| {
            clock.shift(seconds);
            limiter.is_due()
        });
        assert_eq!(due, [true, false, false, true, false, false, true]);
    }
}
