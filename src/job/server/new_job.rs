//! A job that does not exist yet.

use crate::session::server::cuts::Generation;

/// A job to insert.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NewJob<'a> {
    /// The cut that it applies to the rows.
    pub(crate) generation: Generation,
    /// See [`JobSummary::whose`].
    pub(crate) whose: &'a str,
    /// The policy change that it belongs to.
    pub(crate) policy_change: Option<&'a str>,
}
