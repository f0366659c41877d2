//! The number of a cut, and the limits that it applies.

use crate::{access::Role, policy::Durations};

/// The number of a cut. A session with a lower one began before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Generation(pub(crate) i64);

/// How the limits of a role change.
#[derive(Clone, Debug)]
pub(crate) struct ChangedLimits {
    pub(crate) role: Role,
    pub(crate) before: Durations,
    pub(crate) after: Durations,
}

impl ChangedLimits {
    /// Whether any limit is shorter than before, so that sessions may have exceeded it.
    pub(crate) fn is_shorter(&self) -> bool {
        let (before, after) = (&self.before, &self.after);
        after.idle < before.idle
            || after.absolute < before.absolute
            || after.remember_me_idle < before.remember_me_idle
            || after.remember_me_absolute < before.remember_me_absolute
    }
}
