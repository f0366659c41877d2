//! The conditions of a query of the audit.

use crate::audit::Outcome;

/// The parsed conditions; `None` and empty texts match everything.
#[derive(Clone, Debug, Default)]
pub(super) struct Filter {
    pub(super) act: Option<&'static str>,
    pub(super) outcome: Option<Outcome>,
    pub(super) account: String,
    pub(super) since: Option<i64>,
    pub(super) before: Option<i64>,
    pub(super) address: String,
}
