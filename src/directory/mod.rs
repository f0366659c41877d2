//! The directory: accounts as administrators see them, and who may act on whom.

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

/// The limit up to which accounts are counted. Beyond it, pages say "more than".
pub const COUNT_MAX: i64 = 1000;

/// An account as administrators see it. Times are Unix seconds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountSummary {
    /// The account's ID.
    pub id: String,
    /// The username, as its owner typed it.
    pub username: String,
    /// The display name.
    pub display_name: String,
    /// The e-mail address, which is not verified.
    pub email: Option<String>,
    /// The role.
    pub role: Role,
    /// The role's permissions.
    pub permissions: Permissions,
    /// When it was created.
    pub created_at: i64,
    /// When it was closed, which erased all personal data.
    pub closed_at: Option<i64>,
    /// When it was last active.
    pub last_seen_at: Option<i64>,
    /// The number of live sessions.
    pub sessions: i64,
    /// The active ban.
    pub ban: Option<BanSummary>,
}

/// A ban, as administrators see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BanSummary {
    /// The reason given to the banned person.
    pub reason: String,
    /// A private note: never shown to the banned person, only to others who may ban accounts; empty if none.
    pub note: String,
    /// When the account was banned.
    pub since: i64,
    /// When the ban ends by itself; `None` if it is permanent.
    pub until: Option<i64>,
}

/// Who did something, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attribution {
    /// When, in Unix seconds.
    pub at: i64,
    /// The person's username; `None` if it was done at the server's terminal.
    pub by: Option<String>,
}
