//! What has happened to an account's sessions since a time. The tour checks its steps with this.

mod store;

use self::store::Span;
use super::service::Sessions;
use crate::error::AppError;

/// What has happened to an account's sessions since a time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct SessionFacts {
    /// How many are live now.
    pub(crate) live: usize,
    /// Whether two of them were live at the same moment.
    pub(crate) were_two_at_once: bool,
    /// Whether the owner has ended one from another.
    pub(crate) was_ended_from_another: bool,
}

impl Sessions {
    /// What has happened to an account's sessions since that time, in Unix seconds.
    pub(crate) async fn facts_since(&self, account_id: &str, since: i64) -> Result<SessionFacts, AppError> {
        let spans = store::spans(self.database.pool(), account_id, since).await?;
        Ok(facts(spans, since, self.database.now()))
    }
}

fn facts(mut spans: Vec<Span>, since: i64, now: i64) -> SessionFacts {
    spans.sort_by_key(|span| span.began_at);
    let (mut covered_until, mut were_two_at_once) = (since, false);
    for span in spans.iter().filter(|span| span.until > since) {
        were_two_at_once |= span.began_at.max(since) < covered_until;
        covered_until = covered_until.max(span.until);
    }
    SessionFacts {
        live: spans.iter().filter(|span| !span.is_ended && span.until > now).count(),
        // Within one second, a session may have begun and ended another.
        were_two_at_once: were_two_at_once || spans.iter().any(|span| span.was_ended_from_another),
        was_ended_from_another: spans.iter().any(|span| span.was_ended_from_another),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ended(began_at: i64, until: i64) -> Span {
        Span { began_at, until, is_ended: true, was_ended_from_another: false }
    }

    fn open(began_at: i64, until: i64) -> Span {
        Span { is_ended: false, ..ended(began_at, until) }
    }

    #[test]
    fn sessions_that_follow_each_other_are_not_two_at_once() {
        let two = |spans: Vec<Span>| facts(spans, 100, 150).were_two_at_once;
        assert!(!two(vec![]));
        assert!(!two(vec![open(90, 900)]));
        assert!(!two(vec![ended(90, 120), open(120, 900)]), "one replaces the other");
        assert!(!two(vec![ended(10, 99), ended(20, 100), open(90, 900)]), "that was before");
        assert!(two(vec![open(140, 900), ended(90, 141)]));
        assert!(two(vec![ended(10, 101), open(20, 900)]), "from the first moment");
        assert!(two(vec![ended(100, 140), ended(110, 120), open(140, 900)]), "one within another");
        let other = Span { was_ended_from_another: true, ..ended(100, 100) };
        assert!(two(vec![other, open(100, 900)]), "all in one second");
    }

    #[test]
    fn a_session_that_has_expired_is_not_live() {
        let live = |spans: Vec<Span>| facts(spans, 100, 150).live;
        assert_eq!(live(vec![open(90, 150), open(91, 151), ended(92, 149)]), 1);
    }
}
