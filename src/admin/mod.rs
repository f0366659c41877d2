//! The administrator's console: accounts, their roles and bans; and what concerns an account as a
//! whole: appeals against bans, closing it, and its export.

mod access;
mod accounts;
mod api;
mod bans;
mod closing;
mod feature;
mod history;
mod impersonation;
mod invitations;
mod notes;
mod overview;
#[expect(unreachable_pub, reason = "the component macro makes props of private components pub")]
pub mod pages;
mod policy;
#[cfg(feature = "ssr")]
pub mod server;
mod sessions;

pub use access::{AccessMatrix, AccessRow, Cell};
pub use accounts::*;
// Every folder has functions of its own.
use api::FUNCTIONS;
pub use api::*;
pub use bans::*;
pub use closing::*;
pub(crate) use feature::feature;
pub use history::*;
pub use impersonation::*;
pub use invitations::*;
pub use notes::*;
pub use overview::*;
pub use policy::*;
pub use sessions::*;

use serde::{Deserialize, Serialize};

use crate::access::{Permissions, Role};

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

/// A role as the console shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleSummary {
    /// Its name.
    pub role: Role,
    /// What it is for, in its maker's words; at most [`DESCRIPTION_MAX`] code points.
    pub description: String,
    /// What it permits.
    pub permissions: Permissions,
    /// It belongs to Hallpass itself.
    pub built_in: bool,
    /// How many accounts have it; [`COUNT_MAX`] and one when there are more than are counted.
    pub accounts: i64,
}

/// Code points that a role's description has at most.
pub const DESCRIPTION_MAX: usize = 200;
