//! The database, SQLite or PostgreSQL by URL, and the clock that stamps its rows. SQL stands in
//! the features' `store.rs` files, not here.

mod chain;
mod changes;
mod clock;
mod connect;
mod migrations;
mod transaction;

pub use chain::{Actor, Link, Origin, Record, digest_of_origin};
pub use changes::{Changes, Watcher};
pub use clock::Clock;
pub use connect::{ConnectError, Engine, describe, sqlite_file};
/// A pool or a transaction, for statements in `store.rs` files.
pub use sqlx::AnyExecutor as Executor;
pub use transaction::Transaction;

use std::{path::Path, sync::Arc};

use sqlx::AnyPool;

use crate::{error::AppError, health::Warnings};

/// A pool of connections and the clock. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Database {
    pool: AnyPool,
    engine: Engine,
    /// The file, where the database is one.
    file: Option<Arc<Path>>,
    clock: Clock,
    changes: Changes,
    warnings: Warnings,
}

impl Database {
    /// The connections, for reading and for single statements.
    pub fn pool(&self) -> &AnyPool {
        &self.pool
    }

    /// Now, in Unix seconds.
    pub fn now(&self) -> i64 {
        self.clock.now()
    }

    /// The clock.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// The warnings that are active in this process.
    pub fn warnings(&self) -> &Warnings {
        &self.warnings
    }

    /// Which engine answers.
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Starts a transaction that may write. On SQLite it takes the write lock at once: one that
    /// reads first and then writes would fail when another writer came between.
    ///
    /// # Errors
    /// When no connection is to be had.
    pub async fn begin(&self) -> Result<Transaction, sqlx::Error> {
        let begun = match self.engine {
            Engine::Sqlite => self.pool.begin_with("BEGIN IMMEDIATE").await,
            Engine::Postgres => self.pool.begin().await,
        };
        Ok(Transaction::new(begun?, self))
    }

    /// Starts a transaction that only reads, all of it as of one moment, and keeps nobody from writing.
    ///
    /// # Errors
    /// When no connection is to be had.
    pub async fn begin_snapshot(&self) -> Result<Transaction, sqlx::Error> {
        let begun = match self.engine {
            Engine::Sqlite => self.pool.begin().await,
            Engine::Postgres => self.pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await,
        };
        Ok(Transaction::new(begun?, self))
    }

    /// Brings the schema up to date.
    ///
    /// # Errors
    /// When a migration fails, or the schema is newer than this program.
    pub async fn migrate(&self) -> Result<(), MigrateError> {
        migrations::of(self.engine).run(&self.pool).await.map_err(MigrateError)
    }

    /// Whether the schema is what this program expects.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn is_migrated(&self) -> Result<bool, sqlx::Error> {
        let newest = migrations::newest();
        let applied: Result<Option<i64>, _> =
            sqlx::query_scalar("SELECT MAX(version) FROM _sqlx_migrations").fetch_one(&self.pool).await;
        match applied {
            Ok(applied) => Ok(applied == Some(newest)),
            // The table itself is missing: nothing has been migrated yet.
            Err(sqlx::Error::Database(_)) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// When it does not.
    pub async fn ping(&self) -> Result<(), sqlx::Error> {
        // An open file goes on answering after its name is gone; what is written then is lost.
        if let Some(file) = self.file.as_deref().filter(|file| !file.exists()) {
            let gone = std::io::Error::new(std::io::ErrorKind::NotFound, format!("{} is gone", file.display()));
            return Err(sqlx::Error::Io(gone));
        }
        sqlx::query("SELECT 1").execute(&self.pool).await.map(drop)
    }

    /// Waits for the connections to finish and closes them.
    pub async fn close(&self) {
        self.pool.close().await;
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

impl From<sqlx::Error> for AppError {
    fn from(error: sqlx::Error) -> Self {
        if is_passing(&error) {
            tracing::error!(cause = %error, "the database does not answer");
            Self::Busy
        } else {
            Self::internal(&error)
        }
    }
}

/// Whether the same may go well in a moment: nobody answers, or another writer is in the way.
fn is_passing(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::Io(_) => true,
        sqlx::Error::Database(error) => match error.code().as_deref() {
            // SQLite: busy and its kinds, whose low byte is 5. PostgreSQL: serialization failure,
            // deadlock, lock not available; below, connections, resources and shutdowns.
            Some("5" | "261" | "517" | "773" | "40001" | "40P01" | "55P03") => true,
            Some(code) => code.starts_with("57P") || code.starts_with("08") || code.starts_with("53"),
            None => false,
        },
        _ => false,
    }
}
