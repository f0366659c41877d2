//! The hub of this process, which passes every change to the watchers of the account concerned.

use std::{
    collections::{HashMap, hash_map::Entry},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::watch;

/// A change that a transaction has made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Change {
    pub(super) id: String,
    /// The account that has changed; `None` if the change concerns all accounts.
    pub(super) account_id: Option<String>,
}

/// The hub of changes and watchers. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Changes(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    /// The watched accounts by ID, each with the number of its changes.
    accounts: Mutex<HashMap<String, watch::Sender<u64>>>,
    /// The IDs of the changes that this process has already announced, and their times.
    sent: Mutex<HashMap<String, i64>>,
    /// The number of changes so far, to any account.
    anything: watch::Sender<u64>,
}

/// Waits for changes to one account.
#[derive(Debug)]
pub struct Watcher {
    changes: Changes,
    account_id: String,
    receiver: Option<watch::Receiver<u64>>,
}

/// Ignores poisoning: a panic elsewhere cannot leave these maps inconsistent.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Changes {
    /// Watches an account from now on.
    pub fn watch(&self, account_id: &str) -> Watcher {
        let mut accounts = lock(&self.0.accounts);
        let sender = accounts.entry(account_id.to_owned()).or_insert_with(|| watch::Sender::new(0));
        let receiver = Some(sender.subscribe());
        Watcher { changes: self.clone(), account_id: account_id.to_owned(), receiver }
    }

    /// Notifies the watchers of an account.
    pub fn wake(&self, account_id: &str) {
        if let Some(sender) = lock(&self.0.accounts).get(account_id) {
            sender.send_modify(|count| *count += 1);
        }
    }

    /// Watches for any change, from now on. The watcher learns that something has changed, not what.
    pub fn watch_anything(&self) -> watch::Receiver<u64> {
        self.0.anything.subscribe()
    }

    /// Creates a hub. Its watchers of any change are also notified when other code increments `anything`.
    pub(super) fn new(anything: watch::Sender<u64>) -> Self {
        Self(Arc::new(Inner { anything, ..Inner::default() }))
    }

    /// Notifies the watchers of any change, but not the watchers of single accounts.
    pub(crate) fn mark_changed(&self) {
        self.0.anything.send_modify(|count| *count += 1);
    }

    fn wake_all(&self) {
        for sender in lock(&self.0.accounts).values() {
            sender.send_modify(|count| *count += 1);
        }
    }

    /// Notifies the watchers that the change concerns. Repeated calls with the same change do nothing.
    pub(super) fn send(&self, change: &Change, now: i64) {
        if lock(&self.0.sent).insert(change.id.clone(), now).is_none() {
            match &change.account_id {
                Some(account_id) => self.wake(account_id),
                None => self.wake_all(),
            }
            self.mark_changed();
        }
    }

    /// Whether any account is watched.
    pub(crate) fn is_watched(&self) -> bool {
        !lock(&self.0.accounts).is_empty()
    }

    /// Forgets announced changes whose time is before `before`, in Unix seconds.
    pub(super) fn forget(&self, before: i64) {
        lock(&self.0.sent).retain(|_, at| *at >= before);
    }
}

impl Watcher {
    /// The ID of the watched account.
    pub fn account_id(&self) -> &str {
        &self.account_id
    }

    /// Waits until the account has changed since the last call.
    pub async fn changed(&mut self) {
        if let Some(receiver) = &mut self.receiver {
            // The sender is dropped only after its last receiver.
            let _ = receiver.changed().await;
        }
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        self.receiver = None;
        let mut accounts = lock(&self.changes.0.accounts);
        if let Entry::Occupied(entry) = accounts.entry(std::mem::take(&mut self.account_id))
            && entry.get().receiver_count() == 0
        {
            entry.remove();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(id: &str, account_id: Option<&str>) -> Change {
        Change { id: id.to_owned(), account_id: account_id.map(str::to_owned) }
    }

    fn is_woken(watcher: &mut Watcher) -> bool {
        let receiver = watcher.receiver.as_mut().unwrap();
        let woken = receiver.has_changed().unwrap();
        receiver.mark_unchanged();
        woken
    }

    #[test]
    fn watchers_are_notified_once_of_changes_to_their_account_and_to_all() {
        let changes = Changes::default();
        let (mut ada, mut bob) = (changes.watch("ada"), changes.watch("bob"));
        changes.send(&change("1", Some("ada")), 0);
        assert_eq!((is_woken(&mut ada), is_woken(&mut bob)), (true, false));
        changes.send(&change("1", Some("ada")), 0);
        assert!(!is_woken(&mut ada));
        changes.send(&change("2", None), 0);
        assert_eq!((is_woken(&mut ada), is_woken(&mut bob)), (true, true));
    }

    #[test]
    fn watchers_of_any_change_are_notified_once_of_each() {
        let changes = Changes::default();
        let mut anything = changes.watch_anything();
        let mut is_notified = || {
            let is_marked = anything.has_changed().unwrap();
            anything.mark_unchanged();
            is_marked
        };
        changes.send(&change("1", Some("ada")), 0);
        assert!(is_notified());
        changes.send(&change("1", Some("ada")), 0);
        assert!(!is_notified());
        changes.mark_changed();
        assert!(is_notified());
    }

    #[test]
    fn an_account_without_watchers_is_forgotten() {
        let changes = Changes::default();
        let (first, second) = (changes.watch("ada"), changes.watch("ada"));
        drop(first);
        assert!(changes.is_watched());
        drop(second);
        assert!(!changes.is_watched());
    }
}
