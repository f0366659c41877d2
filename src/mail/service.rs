//! Writes messages into the outbox.

use std::sync::Arc;

use tokio::sync::Notify;

use super::{outbox::store, template::Template, transport::MailSettings};
use crate::{
    database::{Attachment, Database, Transaction, new_id},
    error::AppError,
};

/// Wakes the worker of this process when a message was written. It also looks for messages of other processes.
pub(super) static POSTED: Notify = Notify::const_new();

/// The service for mail. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Mail {
    pub(super) database: Database,
    pub(super) inner: Arc<Inner>,
}

#[derive(Debug)]
pub(super) struct Inner {
    /// `None`: no mail is sent.
    pub(super) settings: Option<MailSettings>,
    /// The origin of links, such as `https://example.org`.
    pub(super) origin: String,
}

/// Wakes the worker once the transaction has been committed.
#[derive(Debug, Default)]
struct Wake;

impl Attachment for Wake {
    fn after_commit(&mut self, _database: &Database, _now: i64) {
        POSTED.notify_waiters();
    }
}

impl Mail {
    /// Creates the service. Without settings, nothing is written into the outbox.
    pub fn new(database: Database, settings: Option<MailSettings>, origin: String) -> Self {
        Self { database, inner: Arc::new(Inner { settings, origin }) }
    }

    /// Whether mail is configured.
    pub fn is_on(&self) -> bool {
        self.inner.settings.is_some()
    }

    /// Writes a message to an address within a transaction. It is sent once the transaction has been committed.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn send(
        &self,
        tx: &mut Transaction,
        template: &Template,
        account_id: Option<&str>,
        recipient: Option<&str>,
    ) -> Result<(), AppError> {
        if !self.is_on() {
            return Ok(());
        }
        let now = tx.now();
        if let Some(account_id) = account_id {
            let sent = store::count_recent(&mut **tx, account_id, template.name(), now - 3600).await?;
            if sent >= template.hourly() {
                tracing::warn!(
                    template = template.name(),
                    account_id,
                    "too many messages within an hour; one is dropped"
                );
                return Ok(());
            }
        }
        let facts = serde_json::to_string(template).map_err(|error| AppError::internal(&error))?;
        let row = store::NewRow {
            id: &new_id(),
            template: template.name(),
            facts: &facts,
            account_id,
            recipient,
            now,
            expires_at: now + template.lifetime(),
        };
        store::insert(&mut **tx, row).await?;
        tx.attachment::<Wake>();
        Ok(())
    }

    /// Writes a message to the verified address of an account, if it has one.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn notify(&self, tx: &mut Transaction, account_id: &str, template: &Template) -> Result<(), AppError> {
        if !self.is_on() {
            return Ok(());
        }
        match store::verified_address(&mut **tx, account_id).await? {
            Some(address) => self.send(tx, template, Some(account_id), Some(&address)).await,
            None => Ok(()),
        }
    }

    /// Asks the owner of a new address to verify it, if there is one.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn ask_to_verify(
        &self,
        tx: &mut Transaction,
        account_id: &str,
        address: Option<&str>,
    ) -> Result<(), AppError> {
        match address {
            Some(address) => self.send(tx, &Template::VerifyEmail, Some(account_id), Some(address)).await,
            None => Ok(()),
        }
    }

    /// Writes a message to the verified addresses of the administrators.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn notify_administrators(&self, tx: &mut Transaction, template: &Template) -> Result<(), AppError> {
        if self.is_on() {
            for (account_id, address) in store::administrators(&mut **tx).await? {
                self.send(tx, template, Some(&account_id), Some(&address)).await?;
            }
        }
        Ok(())
    }
}
