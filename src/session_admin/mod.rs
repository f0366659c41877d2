//! All live sessions, as administrators see them.

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

/// The maximum number of sessions to end at once.
pub const SELECTED_MAX: usize = 50;

/// The filter of the list of sessions. Empty fields match everything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionFilter {
    /// A prefix of the username.
    pub account: String,
    /// The name of a role.
    pub role: String,
    /// An IP address or a prefix of one.
    pub address: String,
    /// `phone`, `computer`, or a part of the device's description or `User-Agent`.
    pub device: String,
}

/// A live session and its account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonSession {
    /// The account's ID.
    pub account_id: String,
    /// The username, as its owner typed it.
    pub username: String,
    /// The account's role.
    pub role: Role,
    /// The session.
    pub session: SessionSummary,
    /// Whether the caller may end it.
    pub may_end: bool,
}

/// A page of live sessions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionPage {
    /// The sessions, most recently active first.
    pub sessions: Vec<PersonSession>,
    /// The cursor of the next page; `None` on the last page. There may be a next page even if this one is not full,
    /// because a search for a device examines a limited number of sessions per page.
    pub next: Option<String>,
}

/// The result of ending selected sessions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelectionEnded {
    /// Sessions that were ended.
    pub ended: usize,
    /// Sessions that had already ended, or do not exist.
    pub gone: usize,
    /// Sessions that were not ended because the caller may not act on their accounts.
    pub out_of_reach: usize,
}
