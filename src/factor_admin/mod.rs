//! Second factors as administrators see them: which ones an account has, and tickets for people who have lost theirs.

mod api;
mod feature;
#[expect(unreachable_pub, reason = "the component macro makes props of private components pub")]
pub(crate) mod pages;
#[cfg(feature = "ssr")]
pub mod server;

pub use api::*;
pub(crate) use feature::feature;

use serde::{Deserialize, Serialize};

use crate::factor::SecondFactors;

/// The second step and the passkeys of an account, without names and browsers. Times are Unix seconds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountFactors {
    /// The authenticator app, the security keys and the recovery codes.
    #[serde(flatten)]
    pub second_step: SecondFactors,
    /// How many passkeys there are.
    pub passkeys: usize,
    /// When one of them was last used; `None`: never.
    pub passkey_used_at: Option<i64>,
    /// When the second step is removed, because somebody who knows the password has said that it is lost.
    pub second_factor_ends_at: Option<i64>,
    /// When the ticket expires that was issued in place of the second step; `None`: there is none that works.
    pub ticket_until: Option<i64>,
    /// Whether the owner gets e-mails: mail is on, and the address is verified.
    pub is_mailed: bool,
}
