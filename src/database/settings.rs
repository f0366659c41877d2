//! Settings of each database connection.

use sqlx::{AnyConnection, Executor};

/// Applies the settings that every connection needs.
pub(super) async fn set_up(connection: &mut AnyConnection) -> Result<(), sqlx::Error> {
    let settings = if connection.backend_name() == "SQLite" {
        // FULL: acknowledged commits survive a power cut.
        // A write-ahead log of 256 pages (1 MiB), not SQLite's 1000: a log that fills the disk cannot be
        // copied back into the database, because that needs space as well.
        "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
         PRAGMA wal_autocheckpoint = 256; PRAGMA foreign_keys = ON;"
    } else {
        // No query is large enough for JIT or parallel workers to pay off. Behind a pooler, only some
        // connections get these settings, which does no harm.
        "SET jit = off; SET max_parallel_workers_per_gather = 0"
    };
    connection.execute(settings).await.map(drop)
}
