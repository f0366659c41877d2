//! The warnings that are active in this process. In memory only: each server speaks for itself.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use super::{ActiveWarning, Warning};

/// What raises and clears a warning. Each source has at most one at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// Writes to the database.
    Database,
    /// Work in batches.
    Jobs,
}

/// The active warnings. Cheap to clone; clones share them.
#[derive(Clone, Debug, Default)]
pub struct Warnings(Arc<Mutex<BTreeMap<Source, ActiveWarning>>>);

impl Warnings {
    fn active(&self) -> MutexGuard<'_, BTreeMap<Source, ActiveWarning>> {
        // A panic elsewhere leaves nothing half done in a map.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Raises a source's warning, or replaces its details; it keeps the time of the first. `now`: in
    /// Unix seconds. Returns whether the source had none.
    pub fn raise(&self, source: Source, warning: Warning, now: i64) -> bool {
        let mut active = self.active();
        let since = active.get(&source).map(|before| before.since);
        active.insert(source, ActiveWarning { since: since.unwrap_or(now), warning });
        since.is_none()
    }

    /// Clears a source's warning; returns whether there was one.
    pub fn clear(&self, source: Source) -> bool {
        self.active().remove(&source).is_some()
    }

    /// The active warnings, ordered by source.
    pub fn list(&self) -> Vec<ActiveWarning> {
        self.active().values().cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_warning_keeps_its_first_time_until_it_is_cleared() {
        let warnings = Warnings::default();
        let warning = |cause: &str| Warning::DatabaseUnwritable { cause: cause.to_owned() };
        assert!(warnings.raise(Source::Database, warning("full"), 10));
        assert!(!warnings.raise(Source::Database, warning("read-only"), 20));
        assert_eq!(warnings.list(), [ActiveWarning { since: 10, warning: warning("read-only") }]);
        assert!(warnings.clear(Source::Database));
        assert!(!warnings.clear(Source::Database));
        assert!(warnings.list().is_empty());
    }
}
