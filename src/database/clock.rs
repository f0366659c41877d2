//! The only source of time on the server, so that tests can move it: the wall clock, which can be wrong, and
//! the monotonic clock, which never goes back.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, AtomicU64, Ordering},
    },
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

/// The wall clock and the monotonic clock. Cheap to clone; clones move together.
#[derive(Clone, Debug)]
pub struct Clock {
    started: Instant,
    /// The time at which the wall clock stands still; `None`: it follows the system's clock.
    stopped: Option<Duration>,
    /// Seconds by which tests have moved the wall clock.
    offset: Arc<AtomicI64>,
    /// Seconds by which tests have advanced the monotonic clock.
    passed: Arc<AtomicU64>,
}

impl Default for Clock {
    fn default() -> Self {
        Self { started: Instant::now(), stopped: None, offset: Arc::default(), passed: Arc::default() }
    }
}

impl Clock {
    /// The system's clock.
    pub fn system() -> Self {
        Self::default()
    }

    /// A clock that starts at the system's time and stands still until it is moved. For tests
    /// and demos.
    pub fn stopped() -> Self {
        Self { stopped: Some(Self::system().since_epoch()), ..Self::default() }
    }

    /// The current time of the wall clock, in Unix seconds: for times that are stored or shown.
    pub fn now(&self) -> i64 {
        i64::try_from(self.since_epoch().as_secs()).unwrap_or(i64::MAX)
    }

    /// The current time of the wall clock since 1970, with the system's resolution.
    #[expect(clippy::disallowed_methods, reason = "only this function may read the system's clock")]
    pub fn since_epoch(&self) -> Duration {
        let system = || SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let system = self.stopped.unwrap_or_else(system);
        let offset = self.offset.load(Ordering::SeqCst);
        let magnitude = Duration::from_secs(offset.unsigned_abs());
        if offset < 0 { system.saturating_sub(magnitude) } else { system.saturating_add(magnitude) }
    }

    /// How long this clock has been running: for limits and waits within this process. It never goes back,
    /// whatever the wall clock is set to, and does not advance while the machine sleeps.
    pub fn monotonic(&self) -> Duration {
        let running = if self.stopped.is_some() { Duration::ZERO } else { self.started.elapsed() };
        running.saturating_add(Duration::from_secs(self.passed.load(Ordering::SeqCst)))
    }

    /// Advances both clocks by some seconds. A negative number only sets the wall clock back. For tests and
    /// demos.
    pub fn shift(&self, seconds: i64) {
        self.set(seconds);
        self.passed.fetch_add(u64::try_from(seconds).unwrap_or_default(), Ordering::SeqCst);
    }

    /// Moves the wall clock by some seconds without advancing the monotonic clock. For tests.
    pub fn set(&self, seconds: i64) {
        self.offset.fetch_add(seconds, Ordering::SeqCst);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_monotonic_clock_only_advances() {
        let clock = Clock::stopped();
        let began = clock.now();
        clock.shift(60);
        clock.shift(-3600);
        clock.set(86_400);
        assert_eq!((clock.now() - began, clock.monotonic()), (86_400 - 3540, Duration::from_mins(1)));
        let clock = Clock::system();
        let before = clock.monotonic();
        clock.set(-86_400);
        assert!(clock.monotonic() >= before);
    }
}
