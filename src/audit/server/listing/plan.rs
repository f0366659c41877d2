//! Query plans: how a page of events is found.

use crate::audit::{Outcome, server::filter::Filter};

/// The condition by which an index finds events. The first one is used if each matches many events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    Time,
    /// An account, with the act or refusals if the filter has them.
    Account,
    Address,
    Act,
    /// Refusals of an act.
    RefusedAct,
    Refusal,
    /// No condition: all events.
    Nothing,
}

impl Filter {
    /// The conditions of this filter for which there is an index.
    pub(super) fn by(&self) -> Vec<By> {
        let is_refused = self.outcome == Some(Outcome::Refused);
        let of_all = self.account.is_empty();
        let asked = [
            (By::Time, self.since.is_some() || self.before.is_some()),
            (By::Account, !of_all),
            (By::Address, !self.address.is_empty()),
            (By::Act, of_all && self.act.is_some() && !is_refused),
            (By::RefusedAct, of_all && self.act.is_some() && is_refused),
            (By::Refusal, of_all && is_refused && self.act.is_none()),
        ];
        asked.into_iter().filter(|(_, is_asked)| *is_asked).map(|(by, _)| by).collect()
    }
}

/// How events are found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum QueryPlan {
    /// Read an index in order until the page is full.
    Along(By),
    /// Find all events that match, and sort them.
    Sorted(By),
}

/// The order of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    Cursor,
    /// By time, and by number if times are equal.
    Time,
}

/// The event before which a page begins.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor {
    pub(super) seq: i64,
    /// In Unix seconds; only for [`Order::Time`].
    pub(super) at: i64,
}
