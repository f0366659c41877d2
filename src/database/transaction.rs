//! A transaction that knows whom it concerns: they are told once it is committed, and only then.

use std::ops::{Deref, DerefMut};

use sqlx::{Any, AnyConnection};

use super::{Actor, Changes, Database, Record, chain, changes::Change, new_id};

/// The account of a change that concerns no account.
const NOBODY: &str = "";

/// A transaction; rolled back unless it is committed.
#[derive(Debug)]
pub struct Transaction {
    inner: sqlx::Transaction<'static, Any>,
    changes: Changes,
    told: Vec<Change>,
    actor: Actor,
    recorded: Vec<(Record, Actor)>,
    now: i64,
}

impl Transaction {
    pub(super) fn new(inner: sqlx::Transaction<'static, Any>, database: &Database) -> Self {
        Self {
            inner,
            changes: database.changes.clone(),
            told: Vec::new(),
            actor: Actor::system(),
            recorded: Vec::new(),
            now: database.now(),
        }
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
        counted.bind(account_id).execute(&mut *self.inner).await?;
        self.note(Some(account_id)).await
    }

    /// Notes that what holds for everyone changes with this transaction.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn tell_everyone(&mut self) -> Result<(), sqlx::Error> {
        sqlx::query("UPDATE locks SET taken = taken + 1 WHERE name = 'policy'").execute(&mut *self.inner).await?;
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
            .execute(&mut *self.inner)
            .await?;
        self.told.push(change);
        Ok(())
    }

    /// Makes it last, together with what was recorded, and tells whom it concerns.
    ///
    /// # Errors
    /// When the database does not answer; then nothing has changed and nobody is told.
    pub async fn commit(mut self) -> Result<(), sqlx::Error> {
        let mut head = 0;
        if !self.recorded.is_empty() {
            // Last, because the end of the chain is one for all.
            head = chain::append(&mut self.inner, std::mem::take(&mut self.recorded), self.now).await?;
        }
        self.inner.commit().await?;
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
        &self.inner
    }
}

impl DerefMut for Transaction {
    fn deref_mut(&mut self) -> &mut AnyConnection {
        &mut self.inner
    }
}
