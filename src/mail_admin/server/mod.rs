//! The service for administrators' view of the outbox.

use leptos::prelude::use_context;

use super::{MessageState, Outbox, OutboxMessage};
use crate::{
    access::server::Grant,
    error::AppError,
    mail::{Mail, OutboxEntry, OutboxState},
};

/// The service. Cheap to clone.
#[derive(Clone, Debug)]
pub struct MailAdmin(Mail);

impl MailAdmin {
    /// Creates the service.
    pub fn new(mail: Mail) -> Self {
        Self(mail)
    }

    /// Returns the service from the request's context.
    ///
    /// # Errors
    /// [`AppError::Internal`] if the server provided none.
    pub fn expect() -> Result<Self, AppError> {
        use_context().ok_or_else(|| AppError::internal(&"no outbox in context"))
    }

    /// The newest messages.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn list(&self, _grant: &Grant) -> Result<Outbox, AppError> {
        let messages = self.0.list().await?.into_iter().map(OutboxMessage::from).collect();
        Ok(Outbox { messages, sends_mail: self.0.is_on() })
    }

    /// Sends a message now that was not sent.
    ///
    /// # Errors
    /// [`AppError::NotFound`] if there is none with this ID, or it was sent.
    pub async fn retry(&self, _grant: &Grant, id: &str) -> Result<(), AppError> {
        if self.0.retry(id).await? { Ok(()) } else { Err(AppError::NotFound) }
    }
}

impl From<OutboxEntry> for OutboxMessage {
    fn from(entry: OutboxEntry) -> Self {
        let (state, at) = match entry.state {
            OutboxState::Waiting { due_at } => (MessageState::Waiting, due_at),
            OutboxState::Sent { at } => (MessageState::Sent, at),
            OutboxState::Failed { at } => (MessageState::Failed, at),
        };
        Self {
            id: entry.id,
            template: entry.template,
            username: entry.username,
            recipient: entry.recipient,
            created_at: entry.created_at,
            state,
            at,
            attempts: entry.attempts,
            error: entry.error,
        }
    }
}
