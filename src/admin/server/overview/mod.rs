//! The overview. What has to be counted is counted at most every [`KEEP`] seconds for all who look,
//! however many they are: on a large database it costs more than a page should.

mod store;

use std::{collections::BTreeMap, sync::Arc};

use tokio::sync::Mutex;

use super::Admin;
use crate::{
    access::{Permission, server::Grant},
    admin::{Figures, Health, OverviewSummary, Range, SignIns},
    audit::{AuditEvent, AuditFilter, Outcome, server::Audit},
    database::Engine,
    error::{AppError, Problem},
    live::server::Live,
};

/// How long a count is shown before it is made anew, in seconds.
const KEEP: i64 = 30;
/// Events that are shown.
const EVENTS: u32 = 8;

/// What the overview looks at beside the database, and its last counts. Cheap to clone.
#[derive(Clone, Debug)]
pub(super) struct Lookout {
    audit: Audit,
    live: Live,
    started_at: i64,
    counts: Arc<Mutex<BTreeMap<Range, Count>>>,
}

/// What was counted, and when.
#[derive(Clone, Debug)]
struct Count {
    at: i64,
    figures: Figures,
    sign_ins: Vec<SignIns>,
}

impl Lookout {
    /// `now`: when the server starts, in Unix seconds.
    pub(super) fn new(audit: Audit, live: Live, now: i64) -> Self {
        Self { audit, live, started_at: now, counts: Arc::default() }
    }
}

impl Admin {
    /// What is going on, with sign-ins over the range of that name; empty: the last day. Events are
    /// for those only who may see the audit.
    ///
    /// # Errors
    /// [`AppError::Invalid`] at `range`.
    pub async fn overview(&self, grant: &Grant, range: &str) -> Result<OverviewSummary, AppError> {
        let range = match range {
            "" => Range::default(),
            name => Range::from_name(name).ok_or_else(|| AppError::field("range", Problem::UnknownChoice))?,
        };
        let Count { at: counted_at, figures, sign_ins } = self.count(grant, range).await?;
        let may_see_events = grant.member().permissions.has(Permission::ViewAudit);
        let events = if may_see_events { Some(self.last_events(grant).await?) } else { None };
        Ok(OverviewSummary { counted_at, figures, sign_ins, events, health: self.health(grant).await? })
    }

    /// The last count, or a new one. One is made at a time: whoever comes meanwhile waits for it.
    async fn count(&self, grant: &Grant, range: Range) -> Result<Count, AppError> {
        let mut counts = self.lookout.counts.lock().await;
        let now = self.database.now();
        if let Some(count) = counts.get(&range).filter(|count| (0..KEEP).contains(&(now - count.at))) {
            return Ok(count.clone());
        }
        let pool = self.database.pool();
        let (people, sessions) = store::count_live(pool, now).await?;
        let (accounts, banned, invitations) = store::count_rest(pool, now).await?;
        let appeals = self.count_appeals(grant).await?;
        let figures = Figures { people, sessions, accounts, banned, appeals, invitations };
        let mut sign_ins = parts(range, now);
        let since = sign_ins.first().map_or(now, |part| part.since);
        for (part, outcome, count) in store::sign_ins(pool, since, range.step()).await? {
            // What another server's clock dates a little later belongs to the last part, too.
            let part = usize::try_from(part).unwrap_or_default().min(range.parts() - 1);
            match Outcome::from_name(&outcome) {
                Some(Outcome::Done) => sign_ins[part].done += count,
                Some(Outcome::Refused) => sign_ins[part].refused += count,
                None => {}
            }
        }
        let count = Count { at: now, figures, sign_ins };
        counts.insert(range, count.clone());
        Ok(count)
    }

    async fn last_events(&self, grant: &Grant) -> Result<Vec<AuditEvent>, AppError> {
        let mut events = self.lookout.audit.tail(grant, &AuditFilter::default(), EVENTS).await?;
        events.reverse();
        Ok(events)
    }

    async fn health(&self, grant: &Grant) -> Result<Health, AppError> {
        let engine = match self.database.engine() {
            Engine::Sqlite => "SQLite",
            Engine::Postgres => "PostgreSQL",
        };
        let answer = self.database.ping().await;
        if let Err(error) = &answer {
            tracing::warn!(cause = %error, "the database does not answer as it should");
        }
        Ok(Health {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            engine: engine.to_owned(),
            answers: answer.is_ok(),
            migrated: self.database.is_migrated().await?,
            started_at: self.lookout.started_at,
            tabs: self.lookout.live.tabs(),
            head: self.lookout.audit.newest(grant).await?,
            upkeep_at: self.sessions.reaped_at(),
        })
    }
}

/// The parts of a range that ends with the part in which it is now, with nothing in them.
fn parts(range: Range, now: i64) -> Vec<SignIns> {
    let step = range.step();
    let last = now - now.rem_euclid(step);
    let mut parts: Vec<_> = (0..).map(|back| last - back * step).take(range.parts()).collect();
    parts.reverse();
    parts.into_iter().map(|since| SignIns { since, ..SignIns::default() }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_ends_with_the_part_it_is_now() {
        // 4 Dec 2026, 18:00 UTC.
        const NOW: i64 = 1_796_407_200;
        for (range, first, last) in [
            (Range::Hour, NOW - 55 * 60, NOW),
            (Range::Day, NOW - 23 * 3600, NOW),
            (Range::Month, NOW - 18 * 3600 - 29 * 86_400, NOW - 18 * 3600),
        ] {
            let parts = parts(range, NOW);
            assert_eq!((parts.len(), parts[0].since, parts[range.parts() - 1].since), (range.parts(), first, last));
        }
        assert_eq!(parts(Range::Hour, NOW - 1)[11].since, NOW - 300);
    }
}
