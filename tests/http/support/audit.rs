//! Reads the audit: events and refusals as text, and whether the chain is intact.

use hallpass::{
    access::server::Grant,
    audit::{AuditEvent, AuditFilter, server::Verdict},
    testing::TestApp,
};

/// The events after this sequence number, oldest first.
pub(crate) async fn after(app: &TestApp, seq: i64) -> Vec<AuditEvent> {
    app.services.audit.after(&Grant::operator(), &AuditFilter::default(), seq).await.expect("events")
}

/// The sequence number of the newest event.
pub(crate) async fn newest(app: &TestApp) -> i64 {
    app.services.audit.newest(&Grant::operator()).await.expect("a number")
}

/// Asserts that the chain is intact.
pub(crate) async fn assert_sound(app: &TestApp) {
    let verdict = app.services.audit.verify(&Grant::operator(), None).await.expect("a verdict");
    assert!(matches!(verdict, Verdict::Sound { .. }), "{verdict:?}");
}

/// An event as text: act and reason, actor, subject, details.
pub(crate) type EventSummary = (String, String, String, String);

pub(crate) fn summary(event: &AuditEvent) -> EventSummary {
    let detail: Vec<_> = event.detail.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let whom = event.subject_name.clone().unwrap_or_default();
    let act = if event.reason.is_empty() { event.act.clone() } else { format!("{} {}", event.act, event.reason) };
    (act, event.actor_name.clone().unwrap_or_else(|| event.actor.clone()), whom, detail.join(" "))
}

/// The refusals after this sequence number: act and reason, actor, subject, details.
pub(crate) async fn refused(app: &TestApp, seq: i64) -> Vec<EventSummary> {
    after(app, seq).await.iter().filter(|event| event.outcome == "refused").map(summary).collect()
}

pub(crate) fn line(act: &str, who: &str, whom: &str, detail: &str) -> EventSummary {
    (act.to_owned(), who.to_owned(), whom.to_owned(), detail.to_owned())
}
