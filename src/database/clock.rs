//! The only source of time on the server, so that tests can move it: the wall clock, which can be set
//! wrong, and the monotonic one, which cannot.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, AtomicU64, Ordering},
    },
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

/// Tells the time. Cheap to clone; clones move together.
#[derive(Clone, Debug)]
pub struct Clock {
    started: Instant,
    /// Where it stands still; `None`: it goes with the system's.
    stopped: Option<Duration>,
    /// Seconds that a test has added to the wall clock.
    offset: Arc<AtomicI64>,
    /// Seconds that a test has let pass.
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

    /// Now by the wall clock, in Unix seconds: for what is written down, and what people are told.
    pub fn now(&self) -> i64 {
        i64::try_from(self.since_epoch().as_secs()).unwrap_or(i64::MAX)
    }

    /// Now by the wall clock, as the time since 1970, with the system's resolution.
    #[expect(clippy::disallowed_methods, reason = "this is the one place that may ask the system")]
    pub fn since_epoch(&self) -> Duration {
        let system = || SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let system = self.stopped.unwrap_or_else(system);
        let offset = self.offset.load(Ordering::SeqCst);
        let magnitude = Duration::from_secs(offset.unsigned_abs());
        if offset < 0 { system.saturating_sub(magnitude) } else { system.saturating_add(magnitude) }
    }

    /// How long this clock has been running. It never goes back, whatever the wall clock is set to: for
    /// limits and waits within this process. It does not count while the machine sleeps.
    pub fn monotonic(&self) -> Duration {
        let running = if self.stopped.is_some() { Duration::ZERO } else { self.started.elapsed() };
        running.saturating_add(Duration::from_secs(self.passed.load(Ordering::SeqCst)))
    }

    /// Lets some seconds pass; fewer than none set the wall clock back. For tests and demos.
    pub fn shift(&self, seconds: i64) {
        self.set(seconds);
        self.passed.fetch_add(u64::try_from(seconds).unwrap_or_default(), Ordering::SeqCst);
    }

    /// Sets the wall clock ahead by some seconds, or back, in which no time passes. For tests.
    pub fn set(&self, seconds: i64) {
        self.offset.fetch_add(seconds, Ordering::SeqCst);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_monotonic_clock_counts_what_passes_and_never_goes_back() {
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
