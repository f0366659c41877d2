//! Writes messages into the outbox.

use std::sync::{Arc, atomic::AtomicU32};

use leptos::prelude::use_context;
use tokio::sync::Notify;

use super::{outbox::store, template::Template, transport::MailSettings};
use crate::{
    database::{Attachment, Database, Transaction, new_id},
    error::AppError,
    locale::Language,
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
    /// How many messages in a row the mail server has rejected for good.
    pub(super) rejected: AtomicU32,
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
        Self { database, inner: Arc::new(Inner { settings, origin, rejected: AtomicU32::new(0) }) }
    }

    /// Whether mail is configured.
    pub fn is_on(&self) -> bool {
        self.inner.settings.is_some()
    }

    /// Writes a message to an address within a transaction. It is sent once the transaction has been committed. Returns its
    /// ID; `None`: mail is off, or the account or the address has been sent too many such messages lately.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn send(
        &self,
        tx: &mut Transaction,
        template: &Template,
        account_id: Option<&str>,
        recipient: Option<&str>,
    ) -> Result<Option<String>, AppError> {
        if !self.is_on() {
            return Ok(None);
        }
        let now = tx.now();
        if account_id.is_some() || recipient.is_some() {
            let to = (account_id, recipient);
            let (most, seconds) = template.limit();
            let sent = store::count_recent(&mut **tx, to, template.name(), now - seconds).await?;
            if sent >= most {
                // Of these, one is enough.
                if most > 1 {
                    tracing::warn!(template = template.name(), account_id, "too many messages; one is dropped");
                }
                return Ok(None);
            }
        }
        let facts = serde_json::to_string(template).map_err(|error| AppError::internal(&error))?;
        let id = new_id();
        let row = store::NewRow {
            id: &id,
            template: template.name(),
            facts: &facts,
            account_id,
            recipient,
            language: template.is_own_act().then(use_context::<Language>).flatten().map(|language| language.tag),
            now,
            expires_at: now + template.lifetime(),
        };
        store::insert(&mut **tx, row).await?;
        tx.attachment::<Wake>();
        Ok(Some(id))
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
            Some(address) => self.send(tx, template, Some(account_id), Some(&address)).await.map(drop),
            None => Ok(()),
        }
    }

    /// Whether [`Self::notify`] reaches an account: mail is on, and the account has a verified address.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(crate) async fn reaches(&self, account_id: &str) -> Result<bool, AppError> {
        Ok(self.is_on() && store::verified_address(self.database.pool(), account_id).await?.is_some())
    }

    /// Like [`Self::notify`]. `false`: no message was written, because the account has no verified address or got too many.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(crate) async fn notify_surely(
        &self,
        tx: &mut Transaction,
        account_id: &str,
        template: &Template,
    ) -> Result<bool, AppError> {
        match store::verified_address(&mut **tx, account_id).await? {
            Some(address) => Ok(self.send(tx, template, Some(account_id), Some(&address)).await?.is_some()),
            None => Ok(false),
        }
    }

    /// Asks the owner of a new address to verify it, if there is one. `false`: too many such messages were sent within an
    /// hour.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn ask_to_verify(
        &self,
        tx: &mut Transaction,
        account_id: &str,
        address: Option<&str>,
    ) -> Result<bool, AppError> {
        let Some(address) = address.filter(|_| self.is_on()) else { return Ok(true) };
        Ok(self.send(tx, &Template::VerifyEmail, Some(account_id), Some(address)).await?.is_some())
    }

    /// Deletes the messages to an account that wait to be sent.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(crate) async fn forget_waiting(&self, tx: &mut Transaction, account_id: &str) -> Result<(), AppError> {
        Ok(store::remove_waiting(&mut **tx, account_id).await?)
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
