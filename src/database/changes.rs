//! Who has changed, told to whoever watches: at once within this process, within half a second from
//! one process to another, through rows that are written in the transaction of the change itself.

use std::{
    collections::{HashMap, hash_map::Entry},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use tokio::sync::watch;

use super::{Database, retention::TOLERANCE};

/// How often rows of other processes are looked for.
const POLL_EVERY: Duration = Duration::from_millis(500);
/// How far back they are looked for, in seconds: transactions become visible in another order than
/// they began, and clocks differ.
const LOOK_BACK: i64 = 40;
/// How long rows are kept, in seconds.
const KEEP: i64 = 10 * LOOK_BACK;

/// What a transaction has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Change {
    pub(super) id: String,
    /// `None`: everyone.
    pub(super) account_id: Option<String>,
}

/// The meeting point of changes and watchers. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Changes(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    /// Each watched account, with the number of its changes.
    accounts: Mutex<HashMap<String, watch::Sender<u64>>>,
    /// Changes that this process has already announced, and when.
    sent: Mutex<HashMap<String, i64>>,
    /// How often anything has changed, whoever it concerns.
    anything: watch::Sender<u64>,
    /// The place of the newest event of the audit that is known here.
    head: AtomicI64,
}

/// Waits for changes of one account.
#[derive(Debug)]
pub struct Watcher {
    changes: Changes,
    account_id: String,
    receiver: Option<watch::Receiver<u64>>,
}

/// A panic elsewhere leaves nothing half done in these maps.
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

    /// Wakes the watchers of an account.
    pub fn wake(&self, account_id: &str) {
        if let Some(sender) = lock(&self.0.accounts).get(account_id) {
            sender.send_modify(|count| *count += 1);
        }
    }

    /// Watches whatever changes, from now on. It says that something has, never what.
    pub fn watch_anything(&self) -> watch::Receiver<u64> {
        self.0.anything.subscribe()
    }

    /// Incrementing it notifies all watchers of any change: for conditions without a row.
    pub(super) fn notifier(&self) -> watch::Sender<u64> {
        self.0.anything.clone()
    }

    fn mark_changed(&self) {
        self.0.anything.send_modify(|count| *count += 1);
    }

    /// Takes up the place of the newest event of the audit.
    pub(super) fn has_recorded(&self, seq: i64) {
        if self.0.head.fetch_max(seq, Ordering::SeqCst) < seq {
            self.mark_changed();
        }
    }

    fn wake_all(&self) {
        for sender in lock(&self.0.accounts).values() {
            sender.send_modify(|count| *count += 1);
        }
    }

    /// Tells of a change, once.
    pub(super) fn send(&self, change: &Change, now: i64) {
        if lock(&self.0.sent).insert(change.id.clone(), now).is_none() {
            match &change.account_id {
                Some(account_id) => self.wake(account_id),
                None => self.wake_all(),
            }
            self.mark_changed();
        }
    }

    fn is_watched(&self) -> bool {
        !lock(&self.0.accounts).is_empty()
    }

    fn forget(&self, before: i64) {
        lock(&self.0.sent).retain(|_, at| *at >= before);
    }
}

impl Watcher {
    /// Whom it watches.
    pub fn account_id(&self) -> &str {
        &self.account_id
    }

    /// Waits until the account has changed since the last call.
    pub async fn changed(&mut self) {
        if let Some(receiver) = &mut self.receiver {
            // The sender goes only after its last receiver.
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

impl Database {
    /// Who watches, and who is told.
    pub fn changes(&self) -> &Changes {
        &self.0.changes
    }

    /// Tells the watchers here what other processes have changed, for ever.
    pub async fn follow_changes(self) {
        loop {
            tokio::time::sleep(POLL_EVERY).await;
            if let Err(error) = self.poll_changes().await {
                tracing::warn!(cause = %error, "changes of other processes cannot be read");
            }
        }
    }

    async fn poll_changes(&self) -> Result<(), sqlx::Error> {
        let since = self.now() - LOOK_BACK;
        self.0.changes.forget(since - LOOK_BACK);
        if !self.0.changes.is_watched() {
            return Ok(());
        }
        let rows: Vec<(String, Option<String>, i64)> =
            sqlx::query_as("SELECT id, account_id, at FROM changes WHERE at >= $1 ORDER BY id")
                .bind(since)
                .fetch_all(&self.0.pool)
                .await?;
        for (id, account_id, at) in rows {
            self.0.changes.send(&Change { id, account_id }, at);
        }
        let head = sqlx::query_scalar("SELECT seq FROM audit_marks WHERE name = 'head'");
        self.0.changes.has_recorded(head.fetch_one(&self.0.pool).await?);
        Ok(())
    }

    /// Deletes rows that every process has read by that time, in Unix seconds. Also deletes rows that a wrong
    /// clock has dated days into the future, which would be read repeatedly until then.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn forget_changes(&self, now: i64) -> Result<(), sqlx::Error> {
        let query = sqlx::query("DELETE FROM changes WHERE at < $1 OR at > $2");
        query.bind(now - KEEP).bind(now + TOLERANCE).execute(&self.0.pool).await.map(drop)
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
    fn watchers_hear_of_their_account_and_of_everyone_once() {
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
    fn who_watches_anything_hears_of_each_change_and_each_event_once() {
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
        changes.has_recorded(7);
        assert!(is_notified());
        for known in [7, 6] {
            changes.has_recorded(known);
            assert!(!is_notified(), "{known}");
        }
        changes.has_recorded(8);
        assert!(is_notified());
    }

    #[test]
    fn nothing_is_kept_of_an_account_that_nobody_watches() {
        let changes = Changes::default();
        let (first, second) = (changes.watch("ada"), changes.watch("ada"));
        drop(first);
        assert!(changes.is_watched());
        drop(second);
        assert!(!changes.is_watched());
    }
}
