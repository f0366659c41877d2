//! The database, SQLite or PostgreSQL by URL, and the clock that stamps its rows. SQL stands in
//! the features' `store.rs` files, not here.

mod chain;
mod changes;
mod clock;
mod connect;
mod errors;
mod migrations;
mod retention;
mod sqlite;
mod transaction;
mod writes;

pub use chain::{Actor, ChainEntry, Origin, Record, digest_of_origin};
pub use changes::{Changes, Watcher};
pub use clock::Clock;
pub use connect::{ConnectError, Engine, Missing, describe, is_in_memory, sqlite_file};
pub use errors::Unwritable;
pub use migrations::Migrations;
pub(crate) use migrations::register as register_migrations;
pub use sqlite::{ServerLock, can_be_made};
/// A pool or a transaction, for statements in `store.rs` files.
pub use sqlx::AnyExecutor as Executor;
pub use transaction::Transaction;

use std::{sync::Arc, time::Duration};

use sqlx::AnyPool;

use self::{sqlite::OpenFile, writes::Writes};
use crate::health::Warnings;

/// How long closing waits for running statements: one may wait for a lock that is never released.
const CLOSE_WITHIN: Duration = Duration::from_secs(2);

/// A pool of connections and the clock. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Database(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    pool: AnyPool,
    engine: Engine,
    /// The file, where the database is one.
    file: Option<OpenFile>,
    clock: Clock,
    changes: Changes,
    warnings: Warnings,
    writes: Writes,
    trust: retention::Trust,
}

impl Database {
    /// The connections, for reading and for single statements.
    pub fn pool(&self) -> &AnyPool {
        &self.0.pool
    }

    /// Now, in Unix seconds.
    pub fn now(&self) -> i64 {
        self.0.clock.now()
    }

    /// The clock.
    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    /// The warnings that are active in this process.
    pub fn warnings(&self) -> &Warnings {
        &self.0.warnings
    }

    /// Which engine answers.
    pub fn engine(&self) -> Engine {
        self.0.engine
    }

    /// Whether the database is in memory, and lost when the process ends.
    pub fn is_in_memory(&self) -> bool {
        self.0.engine == Engine::Sqlite && self.0.file.is_none()
    }

    /// Whether the database file was removed or replaced.
    fn is_gone(&self) -> bool {
        self.0.file.as_ref().is_some_and(OpenFile::is_gone)
    }

    /// Takes the server lock. On SQLite, only one process at a time can have it.
    ///
    /// # Errors
    /// If another process has it.
    pub fn lock_for_server(&self) -> Result<ServerLock, ConnectError> {
        self.0.file.as_ref().map_or_else(|| Ok(ServerLock::none()), |file| ServerLock::take(file.path()))
    }

    /// Starts a transaction that may write. On SQLite it takes the write lock at once: one that
    /// reads first and then writes would fail when another writer came between.
    ///
    /// # Errors
    /// If no connection is available.
    pub async fn begin(&self) -> Result<Transaction, sqlx::Error> {
        Transaction::begin(self).await
    }

    /// Starts a transaction that only reads, from a consistent snapshot, and does not block writers.
    ///
    /// # Errors
    /// If no connection is available.
    pub async fn begin_snapshot(&self) -> Result<Transaction, sqlx::Error> {
        Transaction::begin_snapshot(self).await
    }

    /// Updates the schema in one transaction.
    ///
    /// # Errors
    /// When a migration fails, or the schema is newer than this program.
    pub async fn migrate(&self) -> Result<(), MigrateError> {
        migrations::run(self).await.map_err(MigrateError)?;
        self.begin_retention().await.map_err(|error| MigrateError(error.into()))
    }

    /// Whether the schema is what this program expects.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn is_migrated(&self) -> Result<bool, sqlx::Error> {
        migrations::are_run(self).await
    }

    /// Checks for damage. On SQLite this reads the whole file, which takes some seconds for each gigabyte.
    ///
    /// # Errors
    /// If the database is damaged or does not respond.
    pub async fn check_integrity(&self) -> Result<(), sqlx::Error> {
        if self.0.engine == Engine::Postgres {
            return Ok(());
        }
        let found: String = sqlx::query_scalar("PRAGMA quick_check(1)").fetch_one(&self.0.pool).await?;
        if found == "ok" { Ok(()) } else { Err(sqlx::Error::Decode(found.into())) }
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// When it does not.
    pub async fn ping(&self) -> Result<(), sqlx::Error> {
        // An open file goes on answering after its name is gone; what is written then is lost.
        if self.is_gone() {
            let gone = std::io::Error::new(std::io::ErrorKind::NotFound, Unwritable::Gone.to_string());
            return Err(sqlx::Error::Io(gone));
        }
        sqlx::query("SELECT 1").execute(&self.0.pool).await.map(drop)
    }

    /// Waits for the connections to finish and closes them.
    pub async fn close(&self) {
        let close = async {
            self.0.pool.close().await;
            self.0.writes.close().await;
        };
        if tokio::time::timeout(CLOSE_WITHIN, close).await.is_err() {
            tracing::warn!("database connections are still in use; dropping them");
        }
    }
}

/// Why the schema could not be brought up to date.
#[derive(Debug, thiserror::Error)]
#[error("the schema could not be brought up to date: {0}")]
pub struct MigrateError(sqlx::migrate::MigrateError);

/// A new row's id: a UUID of version 7 (RFC 9562), so that ids sort by creation.
pub fn new_id() -> String {
    uuid::Uuid::now_v7().to_string()
}
