//! Counts what is done and refused, for the metrics.

use prometheus_client::{
    encoding::EncodeLabelSet,
    metrics::{counter::Counter, family::Family},
};

use super::{event::Event, service::Audit};
use crate::{audit::Act, database::Database};

/// What an event is counted under. There are few different values: none contains what somebody typed.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(super) struct Labels {
    act: &'static str,
    outcome: &'static str,
    /// Why it was refused; empty if it was done.
    reason: &'static str,
    /// How somebody signed in; empty for other acts, and for sign-ins that failed.
    method: &'static str,
}

impl From<&Event> for Labels {
    fn from(event: &Event) -> Self {
        Self { act: event.act.name(), outcome: event.outcome.name(), reason: event.reason, method: event.method }
    }
}

/// The counter of this process.
#[derive(Clone, Debug)]
struct Events(Family<Labels, Counter>);

fn events(database: &Database) -> Family<Labels, Counter> {
    let Events(events) = database.extension(|| {
        let events = Family::default();
        database.metrics().register("audit_events", "Acts that were done or refused", events.clone());
        Events(events)
    });
    events
}

/// Counts an event that was recorded, or left out because there were too many.
pub(super) fn count(database: &Database, labels: &Labels) {
    events(database).get_or_create(labels).inc();
}

impl Audit {
    /// Shows the counters of refused sign-ins from the start, as zero: a monitoring system cannot see an increase from
    /// nothing.
    pub fn show_counters(&self) {
        for reason in ["bad_credentials", "wrong_code", "too_many"] {
            drop(events(&self.database).get_or_create(&Labels::from(&Event::refused(Act::SIGN_IN, reason))));
        }
    }
}
