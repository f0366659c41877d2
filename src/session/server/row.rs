//! The row of a session, as read with its cookie.

use super::{bound::key::SessionKey, deadlines::Deadlines};
use crate::{
    access::{Ban, Ending, NamedDevice, Permissions, Preferences, Role},
    policy::Durations,
};

/// An impersonation in a session.
#[derive(Clone, Debug)]
pub(super) struct OpenImpersonation {
    /// The ID of its row.
    pub(super) id: String,
    /// The ID of the impersonated account.
    pub(super) account_id: String,
    /// When it began, in Unix seconds.
    pub(super) since: i64,
}

/// A session with its account and the ban in force, if there is one.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a column")]
pub(super) struct SessionRow {
    pub(super) id: String,
    pub(super) account_id: String,
    pub(super) username: String,
    pub(super) display_name: String,
    pub(super) email: Option<String>,
    pub(super) email_verified: bool,
    pub(super) email_pending: Option<String>,
    pub(super) role: Role,
    pub(super) permissions: Permissions,
    pub(super) second_factor: bool,
    /// Whether the policy requires one.
    pub(super) second_factor_required: bool,
    /// See [`crate::access::Member::second_factor_from`].
    pub(super) second_factor_from: Option<i64>,
    pub(super) second_factor_ends_at: Option<i64>,
    pub(super) has_authenticator: bool,
    pub(super) has_security_keys: bool,
    pub(super) has_passkeys: bool,
    pub(super) passwordless: bool,
    pub(super) new_device_notices: bool,
    pub(super) preferences: Preferences,
    pub(super) created_at: i64,
    pub(super) last_seen_at: i64,
    pub(super) remember_me: bool,
    /// The ending in the row, or the one that the job of a cut will write.
    pub(super) ending: Option<Ending>,
    /// The device from which the session was ended.
    pub(super) by: Option<NamedDevice>,
    /// The limits that apply to it.
    pub(super) durations: Durations,
    /// The open impersonation in this session, if there is one.
    pub(super) acting: Option<OpenImpersonation>,
    /// See [`crate::access::Member::epoch`].
    pub(super) epoch: i64,
    /// How often the policy has changed.
    pub(super) policy_changes: i64,
    pub(super) ban: Option<Ban>,
    /// The key of the device that it is bound to.
    pub(super) key: Option<SessionKey>,
}

impl SessionRow {
    pub(super) fn deadlines(&self) -> Deadlines {
        Deadlines::of(self.durations, self.created_at, self.last_seen_at, self.remember_me)
    }
}
