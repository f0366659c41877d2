//! What administrators keep in mind about an account. Its owner never sees it.

mod api;

pub use api::*;

use serde::{Deserialize, Serialize};

use super::Attribution;

/// Code points a note has at most.
pub const NOTE_MAX: usize = 2000;

/// A note about an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountNote {
    /// The row's id.
    pub id: String,
    /// What it says.
    pub text: String,
    /// When it was written, and by whom.
    pub written: Attribution,
}
