//! Classifies the errors of both engines: whether they are temporary, whether they prevent writes, and what
//! to configure if a pooler causes them.

use sqlx::{Error, error::DatabaseError, sqlite::SqliteError};

use crate::error::AppError;

/// Why nothing can be written. The messages are safe to show to anybody: they contain no path, host or name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unwritable {
    /// There is no space left for a write (`SQLITE_FULL`, SQLSTATE 53100).
    #[error("the disk is full or its quota is used up")]
    Full,
    /// SQLite cannot write to its file, or the PostgreSQL server is read-only or a standby.
    #[error("the database is read-only")]
    ReadOnly,
    /// Reading, writing or opening a file failed, on this machine or on the PostgreSQL server.
    #[error("the disk reports errors")]
    Disk,
    /// The SQLite file is not the one that was opened, so writes to it would be lost.
    #[error("the database file was removed or replaced")]
    Gone,
    /// There is no connection, no answer in time, or the database is closed.
    #[error("the database does not respond")]
    Silent,
    /// Any other error; only the log contains it.
    #[error("the database rejects writes; see the log for the cause")]
    Refused,
}

impl Unwritable {
    /// Why the error prevents writes. `None`: it does not, such as an error about a lock or a constraint.
    fn of(error: &dyn DatabaseError) -> Option<Self> {
        if let Some(code) = sqlite_code(error) {
            return match code {
                8 => Some(Self::ReadOnly),
                13 => Some(Self::Full),
                10 | 14 => Some(Self::Disk),
                _ => None,
            };
        }
        match error.code().as_deref() {
            // read_only_sql_transaction: the server is read-only or a standby.
            Some("25006") => Some(Self::ReadOnly),
            Some("53100") => Some(Self::Full),
            Some(code) if code.starts_with("58") => Some(Self::Disk),
            Some(code) if code.starts_with("57P") || code.starts_with("08") => Some(Self::Silent),
            _ => None,
        }
    }
}

impl From<&Error> for Unwritable {
    fn from(error: &Error) -> Self {
        match error {
            Error::Database(error) => Self::of(&**error).unwrap_or(Self::Refused),
            Error::Io(_) | Error::PoolTimedOut | Error::PoolClosed | Error::WorkerCrashed => Self::Silent,
            _ => Self::Refused,
        }
    }
}

/// The low byte of SQLite's result code, which the extended codes share; `None` on PostgreSQL.
fn sqlite_code(error: &dyn DatabaseError) -> Option<u32> {
    let code = error.try_downcast_ref::<SqliteError>()?.code()?.parse::<u32>().ok()?;
    Some(code & 0xff)
}

/// Whether another writer holds the lock on SQLite (busy, locked).
pub(super) fn is_locked(error: &Error) -> bool {
    matches!(error, Error::Database(error) if matches!(sqlite_code(&**error), Some(5 | 6)))
}

/// Whether a table is missing because no migration has run yet.
pub(super) fn is_missing_table(error: &Error) -> bool {
    let Error::Database(error) = error else { return false };
    match sqlite_code(&**error) {
        // SQLite has no specific code for this.
        Some(code) => code == 1 && error.message().contains("no such table"),
        None => error.code().as_deref() == Some("42P01"),
    }
}

/// Whether a prepared statement is missing because a pooler assigns another connection to each transaction.
pub(super) fn is_pooled(error: &Error) -> bool {
    matches!(error, Error::Database(error) if matches!(error.code().as_deref(), Some("42P05" | "26000")))
}

/// Whether another transaction won: locked, serialization failure, deadlock, lock not available.
fn is_lost_race(error: &Error) -> bool {
    let Error::Database(failure) = error else { return false };
    is_locked(error) || matches!(failure.code().as_deref(), Some("40001" | "40P01" | "55P03"))
}

/// Whether a retry may succeed, now or after the operator has acted: another writer holds the lock, the
/// database does not respond, or nothing can be written.
fn is_passing(error: &Error) -> bool {
    match error {
        Error::PoolTimedOut | Error::PoolClosed | Error::Io(_) | Error::WorkerCrashed | Error::BeginFailed => true,
        Error::Database(error) => match sqlite_code(&**error) {
            // Out of memory, interrupted, locking protocol.
            Some(code) => matches!(code, 5..=7 | 9 | 15) || Unwritable::of(&**error).is_some(),
            None => match error.code().as_deref() {
                // Serialization failure, deadlock, lock not available, statement timeout; then resources.
                Some("40001" | "40P01" | "55P03" | "57014") => true,
                Some(code) => code.starts_with("53") || Unwritable::of(&**error).is_some(),
                None => false,
            },
        },
        _ => false,
    }
}

/// Describes the error to the operator, with what to configure if a pooler causes it.
pub(super) fn explain(error: &Error) -> String {
    match error {
        // The pool retries until it times out, and does not report why the attempts failed.
        Error::PoolTimedOut => "could not connect within 5 seconds; is the server running?".to_owned(),
        error if is_pooled(error) => POOLED.to_owned(),
        Error::Database(error) if error.message().contains("unsupported startup parameter") => {
            format!("{error}. With PgBouncer, set `ignore_startup_parameters = extra_float_digits`")
        }
        error => error.to_string(),
    }
}

/// What to configure if a pooler in transaction mode loses prepared statements.
pub(super) const POOLED: &str = "a connection pooler in transaction mode in front of PostgreSQL loses prepared \
    statements. With PgBouncer 1.21 or newer, set `max_prepared_statements = 200`. With an older one, set \
    `pool_mode = session` for this database, or connect to PostgreSQL directly";

/// Why the database could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    /// The URL begins with neither `sqlite:` nor `postgres:` nor `postgresql:`.
    #[error("database_url must begin with sqlite: or postgres:")]
    UnknownEngine,
    /// The URL of a SQLite database contains no path that can be used.
    #[error("database_url names no file; use sqlite://PATH, or sqlite::memory: for a temporary database")]
    NoFile,
    /// The connection to another machine would not have verified TLS (ASVS 12.3.1, 12.3.2).
    #[error(
        "database_url names a PostgreSQL server on another machine without sslmode=verify-full: \
         passwords and sessions would cross the network unprotected. Add ?sslmode=verify-full \
         (and sslrootcert=… for a certificate authority of your own)"
    )]
    Unprotected,
    /// The group or others have access to the SQLite file (ASVS 13.3.2).
    #[error("others can open {file} (mode {mode:o}); run `chmod 600 {file}`")]
    Mode {
        /// The path of the file.
        file: String,
        /// Its permission bits.
        mode: u32,
    },
    /// The SQLite file does not exist, and the command or the URL does not allow creating it.
    #[error("there is no database at {file}; `hallpass serve` or `hallpass migrate` creates one")]
    Missing {
        /// The path of the file.
        file: String,
    },
    /// The SQLite file or its lock file cannot be opened, created or locked, or is not a regular file.
    #[error("cannot open {file}: {cause}")]
    File {
        /// The path of the file.
        file: String,
        /// What the system reports.
        cause: std::io::Error,
    },
    /// The folder for a new SQLite file cannot be created or written to, or a part of its path is not a folder.
    #[error("cannot create the folder {folder} for the database: {cause}")]
    Folder {
        /// The path of the folder.
        folder: String,
        /// What the system reports.
        cause: std::io::Error,
    },
    /// Another process has the server lock on the SQLite file.
    #[error("another server is using {file}: process {holder}. Only one server at a time can use a SQLite database")]
    Served {
        /// The path of the SQLite file.
        file: String,
        /// The ID of the process that has the lock, or `unknown`.
        holder: String,
    },
    /// A connection pooler in transaction mode loses prepared statements, so requests would fail at random.
    #[error("{}", POOLED)]
    Pooled,
    /// The URL is malformed, or the database cannot be reached, rejects the connection or fails a statement.
    #[error("cannot access the database: {}", explain(.0))]
    Refused(#[from] sqlx::Error),
}

/// Why the schema could not be brought up to date.
#[derive(Debug, thiserror::Error)]
#[error("the schema could not be brought up to date: {0}")]
pub struct MigrateError(pub(super) sqlx::migrate::MigrateError);

impl From<Error> for AppError {
    fn from(error: Error) -> Self {
        if is_lost_race(&error) {
            // High load can cause this, so it is not an error that calls the operator.
            tracing::warn!(cause = %error, "timed out waiting for another transaction");
            Self::Busy
        } else if matches!(error, Error::PoolClosed) {
            // Only a stopping server closes its pool; unfinished work is dropped.
            tracing::debug!(cause = %error, "the server is stopping");
            Self::Busy
        } else if is_passing(&error) {
            tracing::error!(cause = %error, "the database is unavailable");
            Self::Busy
        } else {
            Self::internal(&explain(&error))
        }
    }
}
