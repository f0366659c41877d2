//! Counts what is done and refused, for the metrics.

use prometheus_client::{
    encoding::EncodeLabelSet,
    metrics::{counter::Counter, family::Family},
};

use super::event::Event;
use crate::{audit::Act, database::Database};

/// What an event is counted under. The number of different values is small: none was typed by anybody.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(super) struct Labels {
    act: &'static str,
    outcome: &'static str,
    /// Why it was refused; empty: it was done.
    reason: String,
    /// How somebody signed in or reauthenticated; empty for other acts.
    method: String,
}

impl Labels {
    pub(super) fn of(event: &Event) -> Self {
        let method = if event.act == Act::SIGN_IN { event.detail.get("method") } else { None };
        Self {
            act: event.act.name(),
            outcome: event.outcome.name(),
            reason: event.reason.clone(),
            method: method.cloned().unwrap_or_default(),
        }
    }
}

/// The counter of this process.
#[derive(Clone, Debug)]
struct Events(Family<Labels, Counter>);

/// Counts an event that was recorded, or left out because there were too many.
pub(super) fn count(database: &Database, labels: &Labels) {
    let Events(events) = database.extension(|| {
        let events = Family::default();
        database.metrics().register("audit_events", "Acts that were done or refused", events.clone());
        Events(events)
    });
    events.get_or_create(labels).inc();
}
