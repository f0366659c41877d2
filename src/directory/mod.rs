//! Accounts as administrators see them, and who may act on whom.

mod api;
mod feature;
#[expect(unreachable_pub, reason = "the component macro makes props of private components pub")]
pub(crate) mod pages;
#[cfg(feature = "ssr")]
pub mod server;

pub use api::*;
pub(crate) use feature::feature;

use serde::{Deserialize, Serialize};

use crate::access::{Permissions, Role};

/// Accounts that are counted at most: beyond that, a count says "more than".
pub const COUNT_MAX: i64 = 1000;

/// An account as administrators see it. Times are Unix seconds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountSummary {
    /// The row's id.
    pub id: String,
    /// As its owner typed it.
    pub username: String,
    /// What others see.
    pub display_name: String,
    /// Not verified.
    pub email: Option<String>,
    /// What it is trusted with.
    pub role: Role,
    /// What that role permits.
    pub permissions: Permissions,
    /// When it was made.
    pub created_at: i64,
    /// When it was closed; then nothing personal is left of it.
    pub closed_at: Option<i64>,
    /// When it was last active.
    pub last_seen_at: Option<i64>,
    /// Live sessions.
    pub sessions: i64,
    /// The ban in force.
    pub ban: Option<BanSummary>,
}

/// A ban as administrators see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BanSummary {
    /// What the banned person is told.
    pub reason: String,
    /// Not for the person, but for all who may see accounts; empty: none.
    pub note: String,
    /// When it was decided.
    pub since: i64,
    /// `None`: for good.
    pub until: Option<i64>,
}

/// Something that somebody did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attribution {
    /// When, in Unix seconds.
    pub at: i64,
    /// The username of whoever did it; `None`: the person at the server's terminal.
    pub by: Option<String>,
}
