//! Tests whether the database can be written to by writing to it: on a separate connection, so that a busy
//! pool neither hides nor mimics a fault, and at most every few seconds, however many callers ask.

use std::{
    sync::{Arc, Mutex as StdMutex, PoisonError},
    time::{Duration, Instant},
};

use sqlx::{AnyConnection, ConnectOptions, Connection, Executor, any::AnyConnectOptions};
use tokio::sync::Mutex;

use super::{errors, errors::Unwritable, settings::set_up};

/// How long a result stays valid.
const FRESH: Duration = Duration::from_secs(2);
/// How long a failed commit outweighs the probe.
const DOUBT: Duration = Duration::from_secs(10);
/// The time limit of a probe. Longer than SQLite waits for another writer.
const WITHIN: Duration = Duration::from_secs(8);
/// Changes a row. SQLite would write nothing if the row stayed the same.
const WRITE: &str = "UPDATE locks SET taken = taken + 1 WHERE name = 'probe'";

/// The state of the write probe. Cheap to clone.
#[derive(Clone, Debug)]
pub(super) struct Writes(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    options: AnyConnectOptions,
    probe: Mutex<Probe>,
    /// When a transaction was last committed.
    succeeded: StdMutex<Option<Instant>>,
    /// When a commit last failed, unless one has succeeded since.
    failed: StdMutex<Option<(Instant, Unwritable)>>,
    /// Connections opened before this time are not reused.
    renewed: StdMutex<Option<Instant>>,
    /// When a connection of the pool was last found to accept writes.
    tested: StdMutex<Option<Instant>>,
}

#[derive(Debug, Default)]
struct Probe {
    connection: Option<AnyConnection>,
    last: Option<(Instant, Result<(), Unwritable>)>,
}

/// Ignores poisoning: a panic elsewhere cannot leave a time inconsistent.
fn get<T: Copy>(time: &StdMutex<Option<T>>) -> Option<T> {
    *time.lock().unwrap_or_else(PoisonError::into_inner)
}

fn set<T>(time: &StdMutex<Option<T>>, value: Option<T>) {
    *time.lock().unwrap_or_else(PoisonError::into_inner) = value;
}

impl Writes {
    pub(super) fn new(options: AnyConnectOptions) -> Self {
        let probe = Mutex::default();
        let (succeeded, failed, renewed, tested) = Default::default();
        Self(Arc::new(Inner { options, probe, succeeded, failed, renewed, tested }))
    }

    /// Keeps an open connection for the probe. A database in memory exists as long as this connection.
    pub(super) async fn keep(&self, connection: Option<AnyConnection>) {
        self.0.probe.lock().await.connection = connection;
    }

    /// Records a successful commit, so that no probe is needed for a while.
    pub(super) fn succeeded(&self) {
        set(&self.0.succeeded, Some(Instant::now()));
        set(&self.0.failed, None);
    }

    /// Records a failed commit. The probe's write is small and may succeed where a real change does not.
    pub(super) fn failed(&self, error: &sqlx::Error) {
        let why = Unwritable::from(error);
        if matches!(why, Unwritable::Full | Unwritable::Disk | Unwritable::ReadOnly) {
            set(&self.0.failed, Some((Instant::now(), why)));
        }
    }

    /// Why a commit failed recently.
    fn failure(&self) -> Option<Unwritable> {
        get(&self.0.failed).filter(|(at, _)| at.elapsed() < DOUBT).map(|(_, why)| why)
    }

    /// Whether a connection of that age may be used. One opened before or during a fault may lead to a server
    /// that has been replaced, or may have opened the file read-only.
    pub(super) fn trusts(&self, age: Duration) -> bool {
        get(&self.0.renewed).is_none_or(|at| age < at.elapsed())
    }

    /// Records whether a connection of the pool accepts writes. If not, none that is open now is used again.
    pub(super) fn tested(&self, takes_writes: bool) {
        let now = Some(Instant::now());
        set(if takes_writes { &self.0.tested } else { &self.0.renewed }, now);
    }

    /// Whether a connection of the pool was found to accept writes within this time.
    pub(super) fn tested_within(&self, time: Duration) -> bool {
        get(&self.0.tested).is_some_and(|at| at.elapsed() < time)
    }

    /// Closes the connection.
    pub(super) async fn close(&self) {
        if let Some(connection) = self.0.probe.lock().await.connection.take() {
            // It is closed either way.
            let _ = connection.close().await;
        }
    }

    /// Runs the probe. It takes the connection out of `probe`, so that it is closed if the caller is
    /// cancelled.
    async fn attempt(&self, probe: &mut Probe) -> Result<(), sqlx::Error> {
        let mut connection = if let Some(connection) = probe.connection.take() {
            connection
        } else {
            let mut connection = self.0.options.connect().await?;
            set_up(&mut connection).await?;
            connection
        };
        match connection.execute(WRITE).await {
            Err(error) if !errors::is_locked(&error) => {
                // Do not wait: the server may not respond.
                tokio::spawn(connection.close());
                return Err(error);
            }
            // A lock error means that another writer can write.
            _ => probe.connection = Some(connection),
        }
        Ok(())
    }

    /// Checks whether the database can be written to, or could be within the last two seconds. Calls `note` with a
    /// new answer and its cause before anybody can get a newer one.
    pub(super) async fn check(
        &self,
        is_in_memory: bool,
        note: impl FnOnce(Result<(), Unwritable>, &str),
    ) -> Result<(), Unwritable> {
        let mut probe = self.0.probe.lock().await;
        if let Some((_, known)) = probe.last.filter(|(at, _)| at.elapsed() < FRESH) {
            return known;
        }
        let was_well = probe.last.is_none_or(|(_, known)| known.is_ok());
        let recent = get(&self.0.succeeded).is_some_and(|at| at.elapsed() < FRESH);
        let answer = if was_well && recent || is_in_memory {
            Ok(())
        } else {
            tokio::time::timeout(WITHIN, self.attempt(&mut probe)).await.unwrap_or(Err(sqlx::Error::PoolTimedOut))
        };
        let known = match (&answer, self.failure()) {
            (Err(error), _) => Err(Unwritable::from(error)),
            (Ok(()), Some(why)) => Err(why),
            (Ok(()), None) => Ok(()),
        };
        if !was_well || known.is_err() {
            set(&self.0.renewed, Some(Instant::now()));
        }
        probe.last = Some((Instant::now(), known));
        match answer {
            Ok(()) => note(known, "a commit failed"),
            Err(error) => note(known, &error.to_string()),
        }
        known
    }
}
