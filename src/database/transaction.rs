//! A transaction that records which accounts it concerns and notifies them after the commit. A connection
//! returns to the pool only when its transaction is known to have ended.

use std::{
    ops::{Deref, DerefMut},
    time::Duration,
};

use sqlx::{Any, AnyConnection, Executor, pool::PoolConnection};

use super::{Actor, Changes, Database, Engine, Record, chain, changes::Change, errors, new_id, writes::Writes};

/// How long a rollback may take before the connection is closed instead. On PostgreSQL it waits for the
/// running statement.
const ROLLBACK_WITHIN: Duration = Duration::from_secs(5);

/// The account of a change that concerns no account.
const NOBODY: &str = "";

/// A transaction; rolled back unless it is committed.
#[derive(Debug)]
pub struct Transaction {
    connection: Connection,
    changes: Changes,
    writes: Writes,
    notified: Vec<Change>,
    actor: Actor,
    recorded: Vec<(Record, Actor)>,
    now: i64,
}

impl Transaction {
    /// Begins a transaction. On SQLite it takes the write lock at once.
    pub(super) async fn begin(database: &Database) -> Result<Self, sqlx::Error> {
        let begin = match database.0.engine {
            Engine::Sqlite => "BEGIN IMMEDIATE",
            Engine::Postgres => "BEGIN",
        };
        Self::begin_with(database, begin).await
    }

    /// Begins a transaction that only reads, from a consistent snapshot.
    pub(super) async fn begin_snapshot(database: &Database) -> Result<Self, sqlx::Error> {
        let begin = match database.0.engine {
            Engine::Sqlite => "BEGIN",
            Engine::Postgres => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        };
        Self::begin_with(database, begin).await
    }

    async fn begin_with(database: &Database, begin: &'static str) -> Result<Self, sqlx::Error> {
        let mut connection = Connection { inner: Some(database.0.pool.acquire().await?), state: State::Open };
        if let Err(error) = connection.execute(begin).await {
            connection.state = if errors::is_locked(&error) { State::Over } else { State::Broken };
            return Err(error);
        }
        Ok(Self {
            connection,
            changes: database.0.changes.clone(),
            writes: database.0.writes.clone(),
            notified: Vec::new(),
            actor: Actor::system(),
            recorded: Vec::new(),
            now: database.now(),
        })
    }

    /// When it began, in Unix seconds.
    pub fn now(&self) -> i64 {
        self.now
    }

    /// Notes that who this account is changes with this transaction.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn notify_account(&mut self, account_id: &str) -> Result<(), sqlx::Error> {
        let counted = sqlx::query("UPDATE accounts SET epoch = epoch + 1 WHERE id = $1");
        counted.bind(account_id).execute(&mut **self).await?;
        self.note(Some(account_id)).await
    }

    /// Notes that what holds for everyone changes with this transaction.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn notify_all(&mut self) -> Result<(), sqlx::Error> {
        sqlx::query("UPDATE locks SET taken = taken + 1 WHERE name = 'policy'").execute(&mut **self).await?;
        self.note(None).await
    }

    /// Records that console pages should refresh. Nobody's session or permissions have changed.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn notify_console(&mut self) -> Result<(), sqlx::Error> {
        self.note(Some(NOBODY)).await
    }

    /// Says who acts in it from here on; until then it is the server itself.
    pub fn acts_for(&mut self, actor: impl Into<Actor>) {
        self.actor = actor.into();
    }

    /// Has something written to the audit when it is committed, in the name of whoever acts.
    pub fn record(&mut self, event: impl Into<Record>) {
        self.recorded.push((event.into(), self.actor.clone()));
    }

    /// Whether there is something to write to the audit: something has happened.
    pub fn has_recorded(&self) -> bool {
        !self.recorded.is_empty()
    }

    async fn note(&mut self, account_id: Option<&str>) -> Result<(), sqlx::Error> {
        let change = Change { id: new_id(), account_id: account_id.map(str::to_owned) };
        sqlx::query("INSERT INTO changes (id, account_id, at) VALUES ($1, $2, $3)")
            .bind(&change.id)
            .bind(account_id)
            .bind(self.now)
            .execute(&mut *self.connection)
            .await?;
        self.notified.push(change);
        Ok(())
    }

    /// Makes it last, together with what was recorded, and tells whom it concerns.
    ///
    /// # Errors
    /// If the database does not respond. Then nobody is notified, and nothing has changed unless the
    /// connection broke while PostgreSQL was committing.
    pub async fn commit(mut self) -> Result<(), sqlx::Error> {
        let mut head = 0;
        if !self.recorded.is_empty() {
            // Last, because the end of the chain is one for all.
            // On PostgreSQL, a full disk makes the statement fail that extends a file.
            let appended = chain::append(&mut self.connection, std::mem::take(&mut self.recorded), self.now).await;
            head = appended.inspect_err(|error| self.writes.failed(error))?;
        }
        // Until the commit is acknowledged, the state of the connection is unknown.
        self.connection.state = State::Broken;
        self.connection.execute("COMMIT").await.inspect_err(|error| self.writes.failed(error))?;
        self.connection.state = State::Over;
        self.writes.succeeded();
        for change in &self.notified {
            self.changes.send(change, self.now);
        }
        self.changes.has_recorded(head);
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
    /// It is open, or may be: a rollback ends it.
    Open,
    /// It has ended; the connection can be reused.
    Over,
    /// `BEGIN` or `COMMIT` failed or was not acknowledged: the connection must be closed.
    Broken,
}

/// A pooled connection that is either returned without an open transaction or closed.
#[derive(Debug)]
struct Connection {
    /// `None` only during `drop`.
    inner: Option<PoolConnection<Any>>,
    state: State,
}

impl Connection {
    /// Whether dropping it rolls back. On SQLite it is closed instead, because opening a new connection costs
    /// less than finding out whether this one can still write.
    fn is_rolled_back(&self) -> bool {
        self.state == State::Open && self.inner.as_ref().is_some_and(|inner| inner.backend_name() != "SQLite")
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
        self.inner.as_deref().expect("it is there until it is dropped")
    }
}

impl DerefMut for Connection {
    fn deref_mut(&mut self) -> &mut AnyConnection {
        self.inner.as_deref_mut().expect("it is there until it is dropped")
    }
}
