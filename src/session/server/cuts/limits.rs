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
            || after.remembered_idle < before.remembered_idle
            || after.remembered_absolute < before.remembered_absolute
    }
}
