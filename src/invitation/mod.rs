//! Invitations as administrators see them.

mod api;
mod feature;
pub mod pages;
#[cfg(feature = "ssr")]
pub mod server;

pub use api::*;
pub(crate) use feature::feature;

use serde::{Deserialize, Serialize};

use crate::{
    account::SignUpMode,
    policy::{Kind, Setting},
};

/// Code points an invitation's note has at most.
pub const INVITATION_NOTE_MAX: usize = 200;

const DAY: i64 = 24 * 3600;

/// How often an invitation may be used.
pub const INVITATION_USES: Setting = Setting {
    name: "uses",
    label: "Accounts it may make",
    kind: Kind::Number,
    range: 1..=1000,
    default: 1,
    per_role: false,
    about: "Accounts that may be made with it.",
};

/// How long an invitation works, in seconds.
pub const INVITATION_LIFETIME: Setting = Setting {
    name: "expires",
    label: "Works for",
    kind: Kind::Duration,
    range: 60..=366 * DAY,
    default: 7 * DAY,
    per_role: false,
    about: "It works for this long.",
};

/// An invitation that has just been made. Its link is shown this once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewInvitation {
    /// Names it.
    pub id: String,
    /// What to hand on.
    pub link: String,
    /// How many accounts may be made with it.
    pub uses: i64,
    /// Until when it works, in Unix seconds.
    pub expires_at: i64,
}

/// An invitation. Times are Unix seconds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationSummary {
    /// Names it.
    pub id: String,
    /// What it is for, in the words of who made it.
    pub note: String,
    /// Who made it, in words.
    pub by: String,
    /// When it was made.
    pub created_at: i64,
    /// Until when it works.
    pub expires_at: i64,
    /// Accounts that may still be made with it.
    pub uses_left: i64,
    /// Accounts that could be made with it at first.
    pub uses_max: i64,
    /// Whether it works.
    pub state: InvitationState,
}

/// Some invitations.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationPage {
    /// Those that work first, then those that are over; each the newest first.
    pub invitations: Vec<InvitationSummary>,
    /// What to ask for to see those that follow.
    pub next: Option<String>,
    /// Who may sign up by now.
    pub sign_up: SignUpMode,
}

/// Whether an invitation works, or why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InvitationState {
    Works,
    UsedUp,
    Expired,
    Revoked,
}

impl InvitationState {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Works => "works",
            Self::UsedUp => "used up",
            Self::Expired => "expired",
            Self::Revoked => "revoked",
        }
    }
}
