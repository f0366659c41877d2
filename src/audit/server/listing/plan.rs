//! How a page of events is found.

use crate::audit::{Outcome, server::filter::Filter};

/// By what an index finds events. In the order in which one is gone through where each finds many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    Time,
    /// An account, with an act or refusals where they are asked for.
    Account,
    Address,
    Act,
    /// Refusals of an act.
    RefusedAct,
    Refusal,
    /// All there are.
    Nothing,
}

impl Filter {
    /// What it asks for that an index finds.
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
    /// Along an index, until there are enough.
    Along(By),
    /// All that this finds, sorted.
    Sorted(By),
}

/// In which order they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    Cursor,
    /// Where two are of the same time, by their places.
    Time,
}

/// The event before which a page begins.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor {
    pub(super) seq: i64,
    /// In Unix seconds; only for [`Order::Time`].
    pub(super) at: i64,
}
