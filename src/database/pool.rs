//! The handle to the database: its connections, its clock and what is known about its state.

use std::{
    sync::{Arc, Mutex, OnceLock, PoisonError},
    time::Duration,
};

use axum::http::Extensions;
use sqlx::AnyPool;

use super::{
    clock::Clock,
    engine::Engine,
    errors::Unwritable,
    sqlite::OpenFile,
    trust::Trust,
    version::{Version, WalIndex},
    writes::Writes,
};
use crate::{health::Warnings, metrics::Metrics};

/// How long closing waits for running statements. A statement may be waiting for a lock that is never released.
const CLOSE_WITHIN: Duration = Duration::from_secs(2);

/// A pool of connections and the clock. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Database(pub(super) Arc<Inner>);

#[derive(Debug)]
pub(super) struct Inner {
    pub(super) pool: AnyPool,
    pub(super) engine: Engine,
    /// The database's file, if it has one.
    pub(super) file: Option<OpenFile>,
    pub(super) clock: Clock,
    pub(super) warnings: Warnings,
    pub(super) metrics: Metrics,
    pub(super) writes: Writes,
    pub(super) trust: Trust,
    extensions: Mutex<Extensions>,
    wal_index: OnceLock<WalIndex>,
}

impl Database {
    pub(super) fn new(pool: AnyPool, engine: Engine, file: Option<OpenFile>, clock: Clock, writes: Writes) -> Self {
        let (warnings, metrics, trust, extensions) = Default::default();
        let wal_index = OnceLock::new();
        Self(Arc::new(Inner { pool, engine, file, clock, warnings, metrics, writes, trust, extensions, wal_index }))
    }

    /// The pool of connections, for reading and for single statements.
    pub fn pool(&self) -> &AnyPool {
        &self.0.pool
    }

    /// The current time, in Unix seconds.
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

    /// The metrics of this process.
    pub(crate) fn metrics(&self) -> &Metrics {
        &self.0.metrics
    }

    /// The extension of this type: a value that another module keeps with the database. `make` creates it the first
    /// time.
    pub(crate) fn extension<T: Clone + Send + Sync + 'static>(&self, make: impl FnOnce() -> T) -> T {
        // A panic elsewhere cannot leave the map inconsistent.
        let mut extensions = self.0.extensions.lock().unwrap_or_else(PoisonError::into_inner);
        extensions.get_or_insert_with(make).clone()
    }

    /// The database engine.
    pub fn engine(&self) -> Engine {
        self.0.engine
    }

    /// Whether the database is in memory only, so that it is lost when the process ends.
    pub fn is_in_memory(&self) -> bool {
        self.0.engine == Engine::Sqlite && self.0.file.is_none()
    }

    /// Whether the database file was removed or replaced.
    pub(super) fn is_gone(&self) -> bool {
        self.0.file.as_ref().is_some_and(OpenFile::is_gone)
    }

    /// From now on, lets sessions be kept in memory while the database does not change, provided that changes can be
    /// detected reliably. Commits a transaction that changes nothing.
    pub async fn trust_version(&self) {
        let Some(file) = self.0.file.as_ref().filter(|file| file.is_plain()) else { return };
        match WalIndex::verify(file.path(), &self.0.pool).await {
            // If it was set before, it stays: both are of the same file.
            Ok(Some(index)) => drop(self.0.wal_index.set(index)),
            Ok(None) => tracing::warn!("sessions are not kept in memory: changes of this database cannot be detected"),
            Err(error) => tracing::warn!(cause = %error, "sessions are not kept in memory"),
        }
    }

    /// The version of the contents. `None`: it is not known, so values that were read before must be read again.
    pub(crate) fn version(&self) -> Option<Version> {
        let index = self.0.wal_index.get()?;
        // Without a connection, SQLite may no longer use the file.
        (self.0.pool.size() > 0 && !self.is_gone()).then(|| index.version()).flatten()
    }

    /// Checks a SQLite database for damage. This reads the whole file, which takes some seconds for each gigabyte. On
    /// PostgreSQL, does nothing.
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

    /// Checks whether the database responds.
    ///
    /// # Errors
    /// If it does not.
    pub async fn ping(&self) -> Result<(), sqlx::Error> {
        // SQLite can still write to an open file that was removed, but what it writes is lost.
        if self.is_gone() {
            let gone = std::io::Error::new(std::io::ErrorKind::NotFound, Unwritable::Gone.to_string());
            return Err(sqlx::Error::Io(gone));
        }
        sqlx::query("SELECT 1").execute(&self.0.pool).await.map(drop)
    }

    /// Closes the connections. Waits for running statements, but at most two seconds.
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
