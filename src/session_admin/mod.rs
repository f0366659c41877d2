//! Everybody's live sessions, as administrators see them.

mod api;
mod feature;
#[expect(unreachable_pub, reason = "the component macro makes props of private components pub")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod server;

pub use api::*;
pub(crate) use feature::feature;

use serde::{Deserialize, Serialize};

use crate::{access::Role, session::SessionSummary};

/// Sessions that are ended at once at most.
pub const SELECTED_MAX: usize = 50;

/// What live sessions are looked for by; empty fields ask for nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionFilter {
    /// What the username begins with.
    pub account: String,
    /// The role's name.
    pub role: String,
    /// An address, or what it begins with.
    pub address: String,
    /// `phone`, `computer`, or words of the device or its `User-Agent`.
    pub device: String,
}

/// A live session and whose it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonSession {
    /// The row's id of the account.
    pub account_id: String,
    /// As its owner typed it.
    pub username: String,
    /// What the account is trusted with.
    pub role: Role,
    /// The session.
    pub session: SessionSummary,
    /// Whether whoever asks may end it.
    pub may_end: bool,
}

/// Some live sessions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionPage {
    /// The last active first.
    pub sessions: Vec<PersonSession>,
    /// What to ask for to see those that follow. There may be more even where this page has few: a
    /// look for a device goes through so many sessions at a time.
    pub next: Option<String>,
}

/// What became of sessions that were chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelectionEnded {
    /// Ended now.
    pub ended: usize,
    /// Over already, or never there.
    pub gone: usize,
    /// Left as they are: their people may do more than whoever asks.
    pub out_of_reach: usize,
}
