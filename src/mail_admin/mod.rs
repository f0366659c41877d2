//! The messages of the outbox, for administrators: which were sent, and which were not.

mod api;
mod feature;
pub mod pages;
#[cfg(feature = "ssr")]
pub mod server;

pub use api::*;
pub(crate) use feature::feature;

use serde::{Deserialize, Serialize};

/// The newest messages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outbox {
    /// Those that were not sent first. At most 100.
    pub messages: Vec<OutboxMessage>,
    /// Whether mail is configured.
    pub sends_mail: bool,
}

/// A message, without its text. Times are Unix seconds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutboxMessage {
    /// A UUID of version 7.
    pub id: String,
    /// What it is about: the name of its template.
    pub template: String,
    /// The username of the account, if there is one.
    pub username: Option<String>,
    /// The address, once it is known.
    pub recipient: Option<String>,
    /// When the act happened that it is about.
    pub created_at: i64,
    /// What has become of it.
    pub state: MessageState,
    /// When it was sent or given up, or is sent next.
    pub at: i64,
    /// How often a server has tried to send it.
    pub attempts: i64,
    /// Why the last attempt failed.
    pub error: Option<String>,
}

/// What has become of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MessageState {
    /// It is sent soon, perhaps again.
    Waiting,
    /// The mail server has accepted it.
    Sent,
    /// It was given up.
    Failed,
}
