//! The activity of sessions: recorded in memory at once, and written to the database in batches. A crash loses
//! a second of it, so a session may end earlier, but never later.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// Activity that has not been written yet: session IDs and Unix seconds. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub(super) struct Activity(Arc<Mutex<HashMap<String, i64>>>);

impl Activity {
    fn lock(&self) -> MutexGuard<'_, HashMap<String, i64>> {
        // A panic elsewhere cannot leave the map inconsistent.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Records that a session is active.
    pub(super) fn note(&self, id: &str, now: i64) {
        let mut noted = self.lock();
        let last = noted.entry(id.to_owned()).or_insert(now);
        *last = now.max(*last);
    }

    /// When the session was last active: the row's time, or a later one recorded here.
    pub(super) fn last_seen(&self, id: &str, row: i64) -> i64 {
        self.lock().get(id).copied().unwrap_or(row).max(row)
    }

    /// All activity that has not been written yet.
    pub(super) fn pending(&self) -> Vec<(String, i64)> {
        self.lock().iter().map(|(id, at)| (id.clone(), *at)).collect()
    }

    /// Removes what has been written, unless newer activity was recorded meanwhile.
    pub(super) fn written(&self, id: &str, at: i64) {
        let mut noted = self.lock();
        if noted.get(id) == Some(&at) {
            noted.remove(id);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn activity_recorded_during_a_write_stays_pending() {
        let activity = Activity::default();
        activity.note("a", 10);
        activity.note("b", 10);
        activity.note("a", 20);
        activity.written("a", 10);
        activity.written("b", 10);
        assert_eq!(activity.pending(), [("a".to_owned(), 20)]);
        assert_eq!(activity.last_seen("a", 5), 20);
        assert_eq!(activity.last_seen("b", 12), 12);
    }

    #[test]
    fn a_clock_that_goes_back_does_not_reduce_activity() {
        let activity = Activity::default();
        activity.note("a", 20);
        activity.note("a", 10);
        assert_eq!(activity.last_seen("a", 30), 30);
        assert_eq!(activity.last_seen("a", 0), 20);
    }
}
