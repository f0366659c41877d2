//! Invitations, as administrators see them.

mod api;
mod feature;
pub mod pages;
#[cfg(feature = "ssr")]
pub mod server;

pub use api::*;
pub(crate) use feature::feature;

use serde::{Deserialize, Serialize};

use crate::{account::SignUpMode, policy::Setting, texts::invitation as t};

/// Maximum length of an invitation's note, in code points.
pub const INVITATION_NOTE_MAX: usize = 200;

const DAY: i64 = 24 * 3600;

/// How many accounts may be created with an invitation.
pub const INVITATION_USES: Setting = Setting::number("uses", t::uses_label, 1..=1000, 1).about(t::uses_about);

/// How long an invitation is valid, in seconds.
pub const INVITATION_LIFETIME: Setting =
    Setting::duration("expires", t::lifetime_label, 60..=366 * DAY, 7 * DAY).about(t::lifetime_about);

/// An invitation that has just been created. Its link is shown only this once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewInvitation {
    /// The invitation's ID.
    pub id: String,
    /// The link to give to the people invited.
    pub link: String,
    /// How many accounts may be created with it.
    pub uses: i64,
    /// When it expires, in Unix seconds.
    pub expires_at: i64,
}

/// An invitation. Times are Unix seconds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationSummary {
    /// The invitation's ID.
    pub id: String,
    /// What it is for, in its creator's words.
    pub note: String,
    /// The creator's display name, or who it was in words.
    pub by: String,
    /// When it was created.
    pub created_at: i64,
    /// When it expires.
    pub expires_at: i64,
    /// How many more accounts may be created with it.
    pub uses_left: i64,
    /// How many accounts could initially be created with it.
    pub uses_max: i64,
    /// Whether it is valid.
    pub state: InvitationState,
}

/// A page of invitations.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationPage {
    /// The invitations: valid ones first, then the others, each newest first.
    pub invitations: Vec<InvitationSummary>,
    /// The cursor of the next page; `None` on the last page.
    pub next: Option<String>,
    /// Who may currently sign up.
    pub sign_up: SignUpMode,
}

/// Whether an invitation is valid, or why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InvitationState {
    /// Accounts can be created with it, unless sign-up is closed.
    Works,
    /// All the accounts that it allows have been created.
    UsedUp,
    /// It reached its time limit before it was used up.
    Expired,
    /// Somebody revoked it, or its creator's account was closed.
    Revoked,
}

impl InvitationState {
    /// The state in words.
    pub fn words(self) -> String {
        match self {
            Self::Works => t::active(),
            Self::UsedUp => t::used_up(),
            Self::Expired => t::expired(),
            Self::Revoked => t::revoked(),
        }
    }
}
