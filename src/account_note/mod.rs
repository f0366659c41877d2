//! What administrators keep in mind about an account. Its owner never sees it.

mod api;
mod feature;
#[expect(unreachable_pub, reason = "the component macro makes props of private components pub")]
pub(crate) mod pages;
#[cfg(feature = "ssr")]
pub mod server;

pub use api::*;
pub(crate) use feature::feature;

use serde::{Deserialize, Serialize};

use crate::directory::Attribution;

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
