//! The active warnings of this process. They are only in memory: each server reports its own.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::watch;

use super::{ActiveWarning, Warning};

/// What raises and clears a warning. Each source has at most one at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// Writes to the database.
    Database,
    /// The wall clock.
    Clock,
    /// Lines of the log.
    Log,
    /// The validity of the TLS certificate in use.
    Certificate,
    /// The files of the TLS certificate.
    CertificateFiles,
    /// Work in batches.
    Jobs,
    /// Mail.
    Mail,
}

/// The active warnings. Cheap to clone; clones share them.
#[derive(Clone, Debug, Default)]
pub struct Warnings {
    active: Arc<Mutex<BTreeMap<Source, ActiveWarning>>>,
    /// Incremented whenever the list has changed.
    notify: watch::Sender<u64>,
}

impl Warnings {
    /// A counter that is incremented whenever the list changes, so that open pages of the console follow it.
    pub fn notifier(&self) -> watch::Sender<u64> {
        self.notify.clone()
    }

    fn active(&self) -> MutexGuard<'_, BTreeMap<Source, ActiveWarning>> {
        // A panic elsewhere cannot leave the map inconsistent.
        self.active.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Raises a source's warning, or updates its details but keeps its original time. `now` is in Unix
    /// seconds. Returns whether the source had no warning before.
    pub fn raise(&self, source: Source, warning: Warning, now: i64) -> bool {
        let mut active = self.active();
        let since = active.get(&source).map(|before| before.since);
        let raised = ActiveWarning { since: since.unwrap_or(now), warning };
        let before = active.insert(source, raised.clone());
        drop(active);
        if before.is_none_or(|before| before != raised) {
            self.notify.send_modify(|count| *count += 1);
        }
        since.is_none()
    }

    /// Clears a source's warning; returns whether there was one.
    pub fn clear(&self, source: Source) -> bool {
        let was_active = self.active().remove(&source).is_some();
        if was_active {
            self.notify.send_modify(|count| *count += 1);
        }
        was_active
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

    #[test]
    fn every_change_of_the_list_is_notified_and_nothing_else() {
        let warnings = Warnings::default();
        let mut seen = warnings.notifier().subscribe();
        let mut is_notified = || {
            let changed = seen.has_changed().unwrap();
            seen.mark_unchanged();
            changed
        };
        let warning = |cause: &str| Warning::DatabaseUnwritable { cause: cause.to_owned() };
        warnings.raise(Source::Database, warning("full"), 10);
        assert!(is_notified());
        warnings.raise(Source::Database, warning("full"), 20);
        assert!(!is_notified(), "the same warning again");
        warnings.raise(Source::Database, warning("read-only"), 20);
        assert!(is_notified());
        warnings.clear(Source::Database);
        assert!(is_notified());
        warnings.clear(Source::Database);
        assert!(!is_notified(), "there was no warning");
    }
}
