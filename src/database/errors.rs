//! What an error of either engine means: whether it passes by itself, whether it stops writes, and what
//! to set when something between here and PostgreSQL causes it.

use sqlx::{Error, error::DatabaseError, sqlite::SqliteError};

use crate::error::AppError;

/// Why nothing can be written. The words are safe to show to anybody: no path, no host, no name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unwritable {
    #[error("the disk or the quota is full")]
    Full,
    #[error("the database is read-only")]
    ReadOnly,
    #[error("the disk reports errors")]
    Disk,
    #[error("the database file is gone or has been replaced")]
    Gone,
    #[error("the database does not answer")]
    Silent,
    #[error("the database refuses to write; the log has the cause")]
    Refused,
}

impl Unwritable {
    /// What an error says about writing; `None`: nothing, such as one about a lock or a constraint.
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
            // read_only_sql_transaction: set read-only, or a standby.
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

/// Whether another writer is in the way. SQLite: busy, locked.
pub(super) fn is_locked(error: &Error) -> bool {
    matches!(error, Error::Database(error) if matches!(sqlite_code(&**error), Some(5 | 6)))
}

/// Whether a table is missing: nothing has been migrated yet.
pub(super) fn is_missing_table(error: &Error) -> bool {
    let Error::Database(error) = error else { return false };
    match sqlite_code(&**error) {
        // SQLite has no code of its own for it.
        Some(code) => code == 1 && error.message().contains("no such table"),
        None => error.code().as_deref() == Some("42P01"),
    }
}

/// Whether a prepared statement is not where it was prepared: a pooler hands out another connection for
/// each transaction.
pub(super) fn is_pooled(error: &Error) -> bool {
    matches!(error, Error::Database(error) if matches!(error.code().as_deref(), Some("42P05" | "26000")))
}

/// Whether another transaction was in the way: locked, serialization failure, deadlock, lock not available.
fn is_lost_race(error: &Error) -> bool {
    let Error::Database(failure) = error else { return false };
    is_locked(error) || matches!(failure.code().as_deref(), Some("40001" | "40P01" | "55P03"))
}

/// Whether the same may succeed in a moment, or once the operator has acted: another writer is in the
/// way, nobody answers, or nothing can be written.
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

/// The error in words for the operator, with what to set where a pooler causes it.
pub(super) fn explain(error: &Error) -> String {
    match error {
        // The pool keeps trying until its time is up, and then no longer knows why it failed.
        Error::PoolTimedOut => "no connection came about within 5 seconds; is a server there?".to_owned(),
        error if is_pooled(error) => POOLED.to_owned(),
        Error::Database(error) if error.message().contains("unsupported startup parameter") => {
            format!("{error}. With PgBouncer, set `ignore_startup_parameters = extra_float_digits`")
        }
        error => error.to_string(),
    }
}

/// What to set where a pooler in transaction mode loses prepared statements.
pub(super) const POOLED: &str = "a connection pooler in transaction mode stands before PostgreSQL and does not keep \
    prepared statements. With PgBouncer 1.21 or newer set `max_prepared_statements = 200`; with an older one set \
    `pool_mode = session` for this database, or connect to PostgreSQL directly";

impl From<Error> for AppError {
    fn from(error: Error) -> Self {
        if is_lost_race(&error) {
            // Many at once can bring it about, so nobody is called for it.
            tracing::warn!(cause = %error, "another writer was in the way for too long");
            Self::Busy
        } else if is_passing(&error) {
            tracing::error!(cause = %error, "the database does not answer");
            Self::Busy
        } else {
            Self::internal(&explain(&error))
        }
    }
}
