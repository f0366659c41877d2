//! A transaction, and the attachments that other modules add to it. A connection returns to the pool only when its
//! transaction is known to have ended.

use std::{
    any::Any,
    fmt::Debug,
    ops::{Deref, DerefMut},
    pin::Pin,
    time::Duration,
};

use sqlx::{AnyConnection, Executor, pool::PoolConnection};

use super::{engine::Engine, errors, pool::Database};

/// How long a rollback may take before the connection is closed instead. On PostgreSQL, a rollback waits until the
/// running statement has ended.
const ROLLBACK_WITHIN: Duration = Duration::from_secs(5);

/// The result of a hook of a transaction.
pub(crate) type Pending<'a> = Pin<Box<dyn Future<Output = Result<(), sqlx::Error>> + Send + 'a>>;

/// A value that another module adds to a transaction, with hooks that run before and after the commit. A transaction
/// has at most one attachment of each type.
pub(crate) trait Attachment: Any + Debug + Send {
    /// Runs immediately before the transaction is committed, at `now`, in Unix seconds.
    ///
    /// # Errors
    /// An error rolls the transaction back.
    fn before_commit<'a>(&'a mut self, _connection: &'a mut AnyConnection, _now: i64) -> Pending<'a> {
        Box::pin(std::future::ready(Ok(())))
    }

    /// Runs after the transaction has been committed.
    fn after_commit(&mut self, database: &Database, now: i64);
}

/// A transaction; rolled back unless it is committed.
#[derive(Debug)]
pub struct Transaction {
    connection: Connection,
    database: Database,
    attachments: Vec<Box<dyn Attachment>>,
    now: i64,
}

impl Database {
    /// Starts a transaction that may write. On SQLite, it takes the write lock at once, because a transaction that
    /// reads first and writes later would fail if another transaction wrote in between.
    ///
    /// # Errors
    /// If no connection is available.
    pub async fn begin(&self) -> Result<Transaction, sqlx::Error> {
        let begin = match self.engine() {
            Engine::Sqlite => "BEGIN IMMEDIATE",
            Engine::Postgres => "BEGIN",
        };
        Transaction::begin_with(self, begin, false).await
    }

    /// Starts a transaction that only reads, from a consistent snapshot, and does not block writers.
    ///
    /// # Errors
    /// If no connection is available.
    pub async fn begin_snapshot(&self) -> Result<Transaction, sqlx::Error> {
        let begin = match self.engine() {
            Engine::Sqlite => "BEGIN",
            Engine::Postgres => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        };
        Transaction::begin_with(self, begin, true).await
    }
}

impl Transaction {
    async fn begin_with(database: &Database, begin: &'static str, only_reads: bool) -> Result<Self, sqlx::Error> {
        let inner = Some(database.0.pool.acquire().await?);
        let mut connection = Connection { inner, state: State::Open, only_reads };
        if let Err(error) = connection.execute(begin).await {
            connection.state = if errors::is_locked(&error) { State::Over } else { State::Broken };
            return Err(error);
        }
        Ok(Self { connection, database: database.clone(), attachments: Vec::new(), now: database.now() })
    }

    /// When the transaction began, in Unix seconds.
    pub fn now(&self) -> i64 {
        self.now
    }

    /// The attachment of this type, if there is one.
    pub(crate) fn attached<T: Attachment>(&self) -> Option<&T> {
        self.attachments.iter().find_map(|attachment| (&**attachment as &dyn Any).downcast_ref())
    }

    /// The attachment of this type, which is created if there is none.
    pub(crate) fn attachment<T: Attachment + Default>(&mut self) -> &mut T {
        let is_it = |attachment: &dyn Attachment| (attachment as &dyn Any).is::<T>();
        let place = self.attachments.iter().position(|attachment| is_it(&**attachment)).unwrap_or_else(|| {
            self.attachments.push(Box::new(T::default()));
            self.attachments.len() - 1
        });
        (&mut *self.attachments[place] as &mut dyn Any).downcast_mut().expect("the attachment has this type")
    }

    /// Commits the transaction and everything attached to it.
    ///
    /// # Errors
    /// If the database does not respond. In this case, nobody is notified, and nothing has changed unless the
    /// connection broke while PostgreSQL was committing.
    pub async fn commit(mut self) -> Result<(), sqlx::Error> {
        // If the disk is full, PostgreSQL rejects the statement that has to extend a file.
        for attachment in &mut self.attachments {
            let done = attachment.before_commit(&mut self.connection, self.now).await;
            done.inspect_err(|error| self.database.0.writes.failed(error))?;
        }
        // Until the database has acknowledged the commit, the state of the connection is unknown.
        self.connection.state = State::Broken;
        self.connection.execute("COMMIT").await.inspect_err(|error| self.database.0.writes.failed(error))?;
        self.connection.state = State::Over;
        self.database.0.writes.succeeded();
        for attachment in &mut self.attachments {
            attachment.after_commit(&self.database, self.now);
        }
        Ok(())
    }
}

impl Deref for Transaction {
    type Target = AnyConnection;

    fn deref(&self) -> &AnyConnection {
        &self.connection
    }
}

impl DerefMut for Transaction {
    fn deref_mut(&mut self) -> &mut AnyConnection {
        &mut self.connection
    }
}

/// The state of a connection's transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// It is open, or may be. A rollback ends it.
    Open,
    /// It has ended, and the connection can be reused.
    Over,
    /// `BEGIN` or `COMMIT` failed or was not acknowledged, so the connection must be closed.
    Broken,
}

/// A connection of the pool. When it is dropped, it is returned without an open transaction, or closed.
#[derive(Debug)]
struct Connection {
    /// `None` only during `drop`.
    inner: Option<PoolConnection<sqlx::Any>>,
    state: State,
    only_reads: bool,
}

impl Connection {
    /// Whether dropping the connection rolls its transaction back. On SQLite, a connection that has written is closed instead, because opening a
    /// new one costs less than finding out whether this one can still write.
    fn is_rolled_back(&self) -> bool {
        let is_sqlite = self.inner.as_ref().is_some_and(|inner| inner.backend_name() == "SQLite");
        self.state == State::Open && (self.only_reads || !is_sqlite)
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        let is_rolled_back = self.is_rolled_back();
        let Some(mut connection) = self.inner.take() else { return };
        if is_rolled_back {
            tokio::spawn(async move {
                let undone = tokio::time::timeout(ROLLBACK_WITHIN, connection.execute("ROLLBACK")).await;
                if !matches!(undone, Ok(Ok(_))) {
                    connection.close_on_drop();
                }
            });
        } else if self.state != State::Over {
            connection.close_on_drop();
        }
    }
}

impl Deref for Connection {
    type Target = AnyConnection;

    fn deref(&self) -> &AnyConnection {
        self.inner.as_deref().expect("the connection is present until it is dropped")
    }
}

impl DerefMut for Connection {
    fn deref_mut(&mut self) -> &mut AnyConnection {
        self.inner.as_deref_mut().expect("the connection is present until it is dropped")
    }
}
