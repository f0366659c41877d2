//! The list of accounts, what it is filtered and sorted by, and acts on several accounts at once.

mod api;
mod bulk;
mod feature;
#[expect(unreachable_pub, reason = "the component macro makes props of private components pub")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod server;

pub use api::*;
pub use bulk::{BULK_MAX, BulkAct, BulkLine, BulkOutcome, count};
pub(crate) use feature::feature;

use serde::{Deserialize, Serialize};

use crate::directory::AccountSummary;

/// What accounts are listed by, as somebody typed it; empty fields ask for nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountFilter {
    /// What the username, the display name or the e-mail address begins with.
    pub search: String,
    /// A role's name.
    pub role: String,
    /// One of [`STATES`].
    pub state: String,
    /// One of [`ACTIVE`].
    pub active: String,
    /// One of [`SORTS`].
    pub sort: String,
}

/// What a field of the filter may be: its value and the words for it.
pub type Choice = (&'static str, &'static str);

/// In which state an account is; without a choice: any but closed.
pub const STATES: [Choice; 3] = [("good", "In good standing"), ("banned", "Banned"), ("closed", "Closed")];
/// When it was last active.
pub const ACTIVE: [Choice; 5] = [
    ("hour", "In the last hour"),
    ("day", "In the last day"),
    ("week", "In the last 7 days"),
    ("month", "In the last 30 days"),
    ("never", "Never"),
];
/// By what they are sorted; without a choice: by name.
pub const SORTS: [Choice; 2] = [("newest", "Newest first"), ("last_active", "Last active first")];

/// Some accounts in the order that was asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountPage {
    /// In that order.
    pub accounts: Vec<AccountSummary>,
    /// How many match in all; [`COUNT_MAX`](crate::directory::COUNT_MAX) and one when there are more than are counted.
    pub total: i64,
    /// What to ask for to see those that follow.
    pub next: Option<String>,
}
