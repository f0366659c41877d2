//! Administrators' notes about an account, which its owner never sees.

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

/// Maximum length of a note, in code points.
pub const NOTE_MAX: usize = 2000;

/// A note about an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountNote {
    /// The note's ID.
    pub id: String,
    /// The text.
    pub text: String,
    /// When it was written, and by whom.
    pub written: Attribution,
}
