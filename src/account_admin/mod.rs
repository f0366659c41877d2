//! The list of accounts, its filters and sort orders, and bulk acts on several accounts.

mod api;
mod bulk;
mod feature;
#[expect(unreachable_pub, reason = "the component macro makes props of private components pub")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod server;

pub use api::*;
pub use bulk::{BULK_MAX, BulkAct, BulkLine, BulkOutcome};
pub(crate) use feature::feature;

use serde::{Deserialize, Serialize};

use crate::{directory::AccountSummary, texts::account_admin as t};

/// The filter and order of the list of accounts, as typed. Empty fields select the default.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountFilter {
    /// A prefix of the username, the display name or the e-mail address.
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

/// A choice of a filter field: its value and its label.
pub type Choice = (&'static str, fn() -> String);

/// The states of accounts to choose from. The default is any but closed.
pub const STATES: [Choice; 3] = [("good", t::not_banned), ("banned", t::banned), ("closed", t::closed)];
/// The times of last activity to choose from. The default is any.
pub const ACTIVE: [Choice; 5] = [
    ("hour", t::last_hour),
    ("day", t::last_day),
    ("week", t::last_week),
    ("month", t::last_month),
    ("never", t::never),
];
/// The sort orders to choose from. The default is by username.
pub const SORTS: [Choice; 2] = [("newest", t::newest_first), ("last_active", t::last_active_first)];

/// A page of accounts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountPage {
    /// The accounts, in the requested order.
    pub accounts: Vec<AccountSummary>,
    /// How many accounts match in total, counted up to [`COUNT_MAX`](crate::directory::COUNT_MAX) + 1.
    pub total: i64,
    /// The cursor of the next page; `None` on the last page.
    pub next: Option<String>,
}
