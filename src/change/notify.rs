//! The notifications of a transaction, which are sent when it has been committed.

use super::{hub::Change, store};
use crate::database::{Attachment, Database, Error, Transaction, new_id};

/// The account ID of a change that concerns only console pages.
const NOBODY: &str = "";

/// The changes to announce after the commit.
#[derive(Debug, Default)]
struct Notifications(Vec<Change>);

impl Attachment for Notifications {
    fn after_commit(&mut self, database: &Database, now: i64) {
        let changes = database.changes();
        for change in &self.0 {
            changes.send(change, now);
        }
    }
}

impl Transaction {
    /// Notifies the open tabs of an account, once this transaction has been committed, that the account has changed.
    ///
    /// # Errors
    /// If the database does not respond.
    pub async fn notify_account(&mut self, account_id: &str) -> Result<(), Error> {
        store::count(&mut **self, account_id).await?;
        self.note(Some(account_id)).await
    }

    /// Notifies the open tabs of all accounts, once this transaction has been committed.
    ///
    /// # Errors
    /// If the database does not respond.
    pub async fn notify_all(&mut self) -> Result<(), Error> {
        store::count_all(&mut **self).await?;
        self.note(None).await
    }

    /// Notifies console pages, once this transaction has been committed. For changes that affect nobody's principal.
    ///
    /// # Errors
    /// If the database does not respond.
    pub async fn notify_console(&mut self) -> Result<(), Error> {
        self.note(Some(NOBODY)).await
    }

    async fn note(&mut self, account_id: Option<&str>) -> Result<(), Error> {
        let change = Change { id: new_id(), account_id: account_id.map(str::to_owned) };
        let now = self.now();
        store::insert(&mut **self, &change, now).await?;
        self.attachment::<Notifications>().0.push(change);
        Ok(())
    }
}
