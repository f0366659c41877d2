//! The only source of time on the server, so that tests can move it.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::{Duration, SystemTime, UNIX_EPOCH},
};

/// Tells the time in Unix seconds.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    /// Where it stands still; `None`: it goes with the system's.
    stopped: Option<Duration>,
    /// Seconds that a test has added.
    offset: Arc<AtomicI64>,
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

    /// Now, in Unix seconds.
    pub fn now(&self) -> i64 {
        i64::try_from(self.since_epoch().as_secs()).unwrap_or(i64::MAX)
    }

    /// Now, as the time since 1970, with the system's resolution.
    #[expect(clippy::disallowed_methods, reason = "this is the one place that may ask the system")]
    pub fn since_epoch(&self) -> Duration {
        let system = || SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let system = self.stopped.unwrap_or_else(system);
        let offset = self.offset.load(Ordering::SeqCst);
        let magnitude = Duration::from_secs(offset.unsigned_abs());
        if offset < 0 { system.saturating_sub(magnitude) } else { system.saturating_add(magnitude) }
    }

    /// Moves this clock, and all its clones, by some seconds. For tests and demos.
    pub fn shift(&self, seconds: i64) {
        self.offset.fetch_add(seconds, Ordering::SeqCst);
    }
}
