//! The supported database engines.

use super::errors::ConnectError;

/// The engine behind the URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// SQLite, for one server: a file on its machine, or a database in its memory.
    Sqlite,
    /// PostgreSQL, which several servers can share.
    Postgres,
}

impl Engine {
    /// The engine that a URL names.
    pub(super) fn of(url: &str) -> Result<Self, ConnectError> {
        match url.split_once(':').map(|(scheme, _)| scheme) {
            Some("sqlite") => Ok(Self::Sqlite),
            Some("postgres" | "postgresql") => Ok(Self::Postgres),
            _ => Err(ConnectError::UnknownEngine),
        }
    }
}
