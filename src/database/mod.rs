//! The database, SQLite or PostgreSQL depending on the URL, and the clock that sets the times in its rows. It depends
//! on no feature: features attach values to its transactions, and their SQL is in their `store.rs` files.

mod clock;
mod connect;
mod engine;
mod errors;
mod id;
mod migrations;
mod pool;
mod retention;
#[cfg(feature = "testing")]
mod schema_digest;
mod settings;
mod sql;
mod sqlite;
mod transaction;
mod trust;
mod version;
mod version_cache;
mod write_probe;
mod writes;

pub use clock::Clock;
pub use connect::{Missing, describe, is_in_memory, sqlite_file};
pub use engine::Engine;
pub use errors::{ConnectError, MigrateError, Unwritable};
pub use id::new_id;
pub use migrations::Migrations;
pub(crate) use migrations::register as register_migrations;
pub use pool::Database;
#[cfg(feature = "testing")]
pub(crate) use schema_digest::schema_digest;
pub(crate) use sql::{Conditions, Part, Sql, sql};
pub use sqlite::{ServerLock, can_be_made};
pub(crate) use sqlx::AnyConnection as Connection;
/// A pool or a transaction, for statements in `store.rs` files.
pub use sqlx::AnyExecutor as Executor;
/// Why a statement or a transaction failed.
pub use sqlx::Error;
pub use transaction::Transaction;
pub(crate) use transaction::{Attachment, Pending};
pub(crate) use trust::CLOCK_TOLERANCE;
pub(crate) use version::Version;
pub(crate) use version_cache::VersionCache;
