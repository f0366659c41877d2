//! Roles, their permissions and the access matrix.

mod api;
mod feature;
mod matrix;
#[expect(unreachable_pub, reason = "the component macro makes props of private components pub")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod server;

pub use api::*;
pub(crate) use feature::feature;
pub use matrix::{AccessMatrix, AccessRow, Cell};

use serde::{Deserialize, Serialize};

use crate::access::{Permissions, Role};
#[cfg(doc)]
use crate::directory::COUNT_MAX;

/// A role, as the console shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleSummary {
    /// The role.
    pub role: Role,
    /// What the role is for; at most [`DESCRIPTION_MAX`] code points.
    pub description: String,
    /// The role's permissions.
    pub permissions: Permissions,
    /// Whether Hallpass defines the role, so that it cannot be deleted.
    pub built_in: bool,
    /// How many accounts have it, counted up to [`COUNT_MAX`] + 1.
    pub accounts: i64,
}

/// Maximum length of a role's description, in code points.
pub const DESCRIPTION_MAX: usize = 200;
