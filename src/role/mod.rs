//! Roles: what each permits, who has which, and the access matrix.

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
