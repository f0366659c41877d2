//! A transaction that knows whom it concerns: they are told once it is committed, and only then. A
//! connection goes back to the pool only when its transaction is known to be over.

use std::{
    ops::{Deref, DerefMut},
    time::Duration,
};

use sqlx::{Any, AnyConnection, Executor, pool::PoolConnection};

use super::{Actor, Changes, Database, Engine, Record, chain, changes::Change, errors, new_id, writes::Writes};

/// How long a rollback may take before the connection is closed instead. On PostgreSQL it waits for the
/// statement that was under way.
const ROLLBACK_WITHIN: Duration = Duration::from_secs(5);

/// The account of a change that concerns no account.
const NOBODY: &str = "";

/// A transaction; rolled back unless it is committed.
#[derive(Debug)]
pub struct Transaction {
    connection: Connection,
    changes: Changes,
    writes: Writes,
    told: Vec<Change>,
    actor: Actor,
    recorded: Vec<(Record, Actor)>,
    now: i64,
}

impl Transaction {
    /// Begins one. On SQLite it takes the write lock at once.
    pub(super) async fn begin(database: &Database) -> Result<Self, sqlx::Error> {
        let begin = match database.0.engine {
            Engine::Sqlite => "BEGIN IMMEDIATE",
            Engine::Postgres => "BEGIN",
        };
        Self::begin_with(database, begin).await
    }

    /// Begins one that only reads, all of it as of one moment.
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
            told: Vec::new(),
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
    pub async fn tell(&mut self, account_id: &str) -> Result<(), sqlx::Error> {
        let counted = sqlx::query("UPDATE accounts SET epoch = epoch + 1 WHERE id = $1");
        counted.bind(account_id).execute(&mut **self).await?;
        self.note(Some(account_id)).await
    }

    /// Notes that what holds for everyone changes with this transaction.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn tell_everyone(&mut self) -> Result<(), sqlx::Error> {
        sqlx::query("UPDATE locks SET taken = taken + 1 WHERE name = 'policy'").execute(&mut **self).await?;
        self.note(None).await
    }

    /// Notes that pages of the console have something new to ask for, and nobody is anybody else.
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
        self.told.push(change);
        Ok(())
    }

    /// Makes it last, together with what was recorded, and tells whom it concerns.
    ///
    /// # Errors
    /// When the database does not answer; then nobody is told, and nothing has changed unless the
    /// connection broke while PostgreSQL was committing.
    pub async fn commit(mut self) -> Result<(), sqlx::Error> {
        let mut head = 0;
        if !self.recorded.is_empty() {
            // Last, because the end of the chain is one for all.
            // On PostgreSQL a full disk fails the statement that extends a file.
            let appended = chain::append(&mut self.connection, std::mem::take(&mut self.recorded), self.now).await;
            head = appended.inspect_err(|error| self.writes.failed(error))?;
        }
        // Until it is acknowledged, nobody knows in what state the connection is.
        self.connection.state = State::Broken;
        self.connection.execute("COMMIT").await.inspect_err(|error| self.writes.failed(error))?;
        self.connection.state = State::Over;
        self.writes.succeeded();
        for change in &self.told {
            self.changes.tell(change, self.now);
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

/// What is known of a connection's transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// It is under way, or may be: a rollback ends it.
    Open,
    /// It is over; the connection can be used again.
    Over,
    /// Its beginning or its commit failed or was not acknowledged: the connection cannot be trusted.
    Broken,
}

/// A pooled connection that is given back without an open transaction, or closed.
#[derive(Debug)]
struct Connection {
    /// `None` only while it is dropped.
    inner: Option<PoolConnection<Any>>,
    state: State,
}

impl Connection {
    /// On SQLite a new connection costs less than knowing whether this one can still write.
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
