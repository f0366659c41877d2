//! Whether the database takes writes, found out by writing: on a connection of its own, so that a busy
//! pool neither hides nor feigns a fault, and at most every few seconds, however many ask.

use std::{
    sync::{Arc, Mutex as StdMutex, PoisonError},
    time::{Duration, Instant},
};

use sqlx::{AnyConnection, ConnectOptions, Connection, Executor, any::AnyConnectOptions};
use tokio::sync::Mutex;

use super::{Database, connect, errors, errors::Unwritable};
use crate::health::{Source, Warning};

/// How long an answer holds.
const FRESH: Duration = Duration::from_secs(2);
/// How long a failed commit counts for more than the probe.
const DOUBT: Duration = Duration::from_secs(10);
/// How often a server asks by itself.
const ASK_EVERY: Duration = Duration::from_secs(5);
/// How long an attempt may take. Longer than SQLite waits for another writer.
const WITHIN: Duration = Duration::from_secs(8);
/// Writes a row as it is: nothing changes, and still the engine has to write.
const WRITE: &str = "UPDATE locks SET taken = taken WHERE name = 'probe'";

/// What is known about writing. Cheap to clone.
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
    /// Connections that are older are not used again.
    renewed: StdMutex<Option<Instant>>,
}

#[derive(Debug, Default)]
struct Probe {
    connection: Option<AnyConnection>,
    last: Option<(Instant, Result<(), Unwritable>)>,
}

/// A panic elsewhere leaves nothing half done in a time.
fn get<T: Copy>(time: &StdMutex<Option<T>>) -> Option<T> {
    *time.lock().unwrap_or_else(PoisonError::into_inner)
}

fn set<T>(time: &StdMutex<Option<T>>, value: Option<T>) {
    *time.lock().unwrap_or_else(PoisonError::into_inner) = value;
}

impl Writes {
    pub(super) fn new(options: AnyConnectOptions) -> Self {
        let probe = Mutex::default();
        let (succeeded, failed, renewed) = Default::default();
        Self(Arc::new(Inner { options, probe, succeeded, failed, renewed }))
    }

    /// Keeps a connection that is open already. A database in memory lives as long as this.
    pub(super) async fn keep(&self, connection: Option<AnyConnection>) {
        self.0.probe.lock().await.connection = connection;
    }

    /// Notes that a transaction was committed: nobody needs to try for a while.
    pub(super) fn succeeded(&self) {
        set(&self.0.succeeded, Some(Instant::now()));
        set(&self.0.failed, None);
    }

    /// Notes that a commit failed. What the probe writes is small, and may fit where an act does not.
    pub(super) fn failed(&self, error: &sqlx::Error) {
        let why = Unwritable::from(error);
        if matches!(why, Unwritable::Full | Unwritable::Disk | Unwritable::ReadOnly) {
            set(&self.0.failed, Some((Instant::now(), why)));
        }
    }

    /// Why a commit failed a short while ago.
    fn failure(&self) -> Option<Unwritable> {
        get(&self.0.failed).filter(|(at, _)| at.elapsed() < DOUBT).map(|(_, why)| why)
    }

    /// Whether a connection of that age may be used: one from before a fault, or from its time, may lead to
    /// a server that has been replaced, or hold a file that was opened for reading only.
    pub(super) fn trusts(&self, age: Duration) -> bool {
        get(&self.0.renewed).is_none_or(|at| age < at.elapsed())
    }

    /// Closes the connection.
    pub(super) async fn close(&self) {
        if let Some(connection) = self.0.probe.lock().await.connection.take() {
            // It goes either way.
            let _ = connection.close().await;
        }
    }

    /// Tries to write unless it is known. Taken out while it works, the connection is closed when whoever
    /// waits goes away.
    async fn attempt(&self, probe: &mut Probe) -> Result<(), sqlx::Error> {
        let mut connection = if let Some(connection) = probe.connection.take() {
            connection
        } else {
            let mut connection = self.0.options.connect().await?;
            connect::set_up(&mut connection).await?;
            connection
        };
        match connection.execute(WRITE).await {
            Err(error) if !errors::is_locked(&error) => {
                // Not waited for: whoever is at the other end may be gone.
                tokio::spawn(connection.close());
                return Err(error);
            }
            // Another writer is in the way, so there are writes.
            _ => probe.connection = Some(connection),
        }
        Ok(())
    }
}

impl Database {
    /// Whether something can be written now, or could be within the last two seconds. Raises and clears
    /// the warning about it.
    ///
    /// # Errors
    /// Why not.
    pub async fn check_writes(&self) -> Result<(), Unwritable> {
        if self.0.pool.is_closed() {
            return Err(Unwritable::Silent);
        }
        // Looked at each time: an open file goes on answering after its name is gone.
        if self.is_gone() {
            self.noted(Err(Unwritable::Gone), &Unwritable::Gone);
            return Err(Unwritable::Gone);
        }
        let mut probe = self.0.writes.0.probe.lock().await;
        if let Some((_, known)) = probe.last.filter(|(at, _)| at.elapsed() < FRESH) {
            return known;
        }
        let was_well = probe.last.is_none_or(|(_, known)| known.is_ok());
        let recent = get(&self.0.writes.0.succeeded).is_some_and(|at| at.elapsed() < FRESH);
        let answer = if was_well && recent || self.is_in_memory() {
            Ok(())
        } else {
            tokio::time::timeout(WITHIN, self.0.writes.attempt(&mut probe))
                .await
                .unwrap_or(Err(sqlx::Error::PoolTimedOut))
        };
        let known = match (&answer, self.0.writes.failure()) {
            (Err(error), _) => Err(Unwritable::from(error)),
            (Ok(()), Some(why)) => Err(why),
            (Ok(()), None) => Ok(()),
        };
        if !was_well || known.is_err() {
            set(&self.0.writes.0.renewed, Some(Instant::now()));
        }
        match &answer {
            Ok(()) => self.noted(known, &"a commit failed"),
            Err(error) => self.noted(known, error),
        }
        probe.last = Some((Instant::now(), known));
        known
    }

    /// Raises or clears the warning, and logs what has changed.
    fn noted(&self, known: Result<(), Unwritable>, cause: &dyn std::fmt::Display) {
        match known {
            Ok(()) => {
                if self.0.warnings.clear(Source::Database) {
                    tracing::info!("the database takes writes again");
                }
            }
            Err(why) => {
                let warning = Warning::DatabaseUnwritable { cause: why.to_string() };
                if self.0.warnings.raise(Source::Database, warning, self.now()) {
                    tracing::error!(%cause, "the database takes no writes");
                }
            }
        }
    }

    /// Tries every few seconds whether the database takes writes, for ever.
    pub async fn watch_writes(self) {
        loop {
            tokio::time::sleep(ASK_EVERY).await;
            // Noted where it belongs.
            let _ = self.check_writes().await;
        }
    }
}
