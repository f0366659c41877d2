//! A session as it is read with a cookie.

use super::deadlines::Deadlines;
use crate::{
    access::{Ban, Ending, Permissions, Role},
    policy::Durations,
};

/// That a session's owner acts as somebody else.
#[derive(Clone, Debug)]
pub(super) struct Acting {
    /// The row's id.
    pub(super) id: String,
    /// As whom.
    pub(super) account_id: String,
    /// When it began.
    pub(super) since: i64,
}

/// A session with its account and the ban in force, if there is one.
#[derive(Debug)]
pub(super) struct SessionRow {
    pub(super) id: String,
    pub(super) account_id: String,
    pub(super) username: String,
    pub(super) display_name: String,
    pub(super) email: Option<String>,
    pub(super) role: Role,
    pub(super) permissions: Permissions,
    pub(super) created_at: i64,
    pub(super) last_seen_at: i64,
    pub(super) remembered: bool,
    /// As it is written, or will be once the batch of a cut reaches the row.
    pub(super) ending: Option<Ending>,
    /// From which device it was ended, in words.
    pub(super) by: Option<String>,
    /// The policy in force for it.
    pub(super) durations: Durations,
    /// As whom its owner acts.
    pub(super) acting: Option<Acting>,
    /// See [`crate::access::Member::epoch`].
    pub(super) epoch: i64,
    pub(super) ban: Option<Ban>,
}

impl SessionRow {
    pub(super) fn deadlines(&self) -> Deadlines {
        Deadlines::of(self.durations, self.created_at, self.last_seen_at, self.remembered)
    }
}
