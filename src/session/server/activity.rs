//! When sessions were last active, between two writings: noted here at once, written to the
//! database in batches. A crash loses a second of it, so a session may end earlier, never later.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// What has not been written yet: session ids and Unix seconds. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub(super) struct Activity(Arc<Mutex<HashMap<String, i64>>>);

impl Activity {
    fn lock(&self) -> MutexGuard<'_, HashMap<String, i64>> {
        // A panic elsewhere leaves nothing half done in a map.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes that a session is active.
    pub(super) fn note(&self, id: &str, now: i64) {
        let mut noted = self.lock();
        let last = noted.entry(id.to_owned()).or_insert(now);
        *last = now.max(*last);
    }

    /// When it was last active: as the row says, or later as noted here.
    pub(super) fn last_seen(&self, id: &str, row: i64) -> i64 {
        self.lock().get(id).copied().unwrap_or(row).max(row)
    }

    /// Everything that is to be written.
    pub(super) fn pending(&self) -> Vec<(String, i64)> {
        self.lock().iter().map(|(id, at)| (id.clone(), *at)).collect()
    }

    /// Forgets what has been written, unless it has been noted anew.
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
    fn what_is_noted_during_the_writing_is_kept() {
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
    fn a_clock_that_goes_back_takes_nothing_away() {
        let activity = Activity::default();
        activity.note("a", 20);
        activity.note("a", 10);
        assert_eq!(activity.last_seen("a", 30), 30);
        assert_eq!(activity.last_seen("a", 0), 20);
    }
}
