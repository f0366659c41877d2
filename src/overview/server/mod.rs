//! The overview. A small database is counted whenever somebody looks. On a large one that takes longer
//! than a page should: there it is counted beside the pages, at most every `KEEP` seconds for all who
//! look, and they show the last count meanwhile.

mod store;

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use leptos::prelude::use_context;

use crate::{
    access::{Permission, server::Grant},
    audit::{AuditEvent, AuditFilter, Outcome, server::Audit},
    ban::server::Bans,
    database::Database,
    database::Engine,
    error::{AppError, Problem},
    live::server::Live,
    overview::{Figures, Health, OverviewSummary, Range, SignIns},
    session::server::Sessions,
};

/// How long the count of a large database is shown before it is made anew, in seconds.
const KEEP: i64 = 30;
/// Where more than this was counted, counting takes longer than a page should: rows.
const LARGE: i64 = 20_000;
/// How often what is large is counted where nobody looks.
const CHECK_EVERY: Duration = Duration::from_mins(5);
/// A count that is as old is not shown any more, in seconds: counting has failed more than once.
const OLD: i64 = 900;
/// Events that are shown.
const EVENTS: u32 = 8;

/// What the overview looks at beside the database, and its last counts. Cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct OverviewCache {
    audit: Audit,
    live: Live,
    started_at: i64,
    counts: Arc<Mutex<BTreeMap<Range, Count>>>,
    /// Held by whoever counts.
    turn: Arc<tokio::sync::Mutex<()>>,
    /// How many counts have begun.
    begun: Arc<AtomicU64>,
}

/// What was counted, and when.
#[derive(Clone, Debug)]
struct Count {
    /// Its place among the counts of this process, from 1.
    number: u64,
    at: i64,
    figures: Figures,
    sign_ins: Vec<SignIns>,
    /// Live sessions of each role that has some.
    sessions: Vec<(String, i64)>,
}

impl Count {
    fn is_younger_than(&self, seconds: i64, now: i64) -> bool {
        // A clock that was put back keeps nothing for longer.
        (0..seconds).contains(&(now - self.at))
    }

    fn is_large(&self) -> bool {
        let sign_ins: i64 = self.sign_ins.iter().map(|part| part.done + part.refused).sum();
        self.figures.accounts + self.figures.sessions + sign_ins > LARGE
    }
}

impl OverviewCache {
    /// `now`: when the server starts, in Unix seconds.
    pub(crate) fn new(audit: Audit, live: Live, now: i64) -> Self {
        Self { audit, live, started_at: now, counts: Arc::default(), turn: Arc::default(), begun: Arc::default() }
    }

    fn counts(&self) -> MutexGuard<'_, BTreeMap<Range, Count>> {
        // A panic elsewhere leaves nothing half done in a map.
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The last count that is younger.
    fn kept(&self, range: Range, seconds: i64, now: i64) -> Option<Count> {
        self.counts().get(&range).filter(|count| count.is_younger_than(seconds, now)).cloned()
    }

    /// A count that began after so many others had: it has seen whatever was committed by then.
    fn made_since(&self, range: Range, begun: u64) -> Option<Count> {
        self.counts().get(&range).filter(|count| count.number > begun).cloned()
    }

    /// Has everything counted anew, because much has changed at once. A count that takes long is shown
    /// until there is another.
    pub(crate) fn forget(&self) {
        let mut counts = self.counts();
        counts.retain(|_, count| count.is_large());
        for count in counts.values_mut() {
            count.at -= KEEP;
        }
    }
}

/// The service of the overview. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Overviews {
    bans: Bans,
    sessions: Sessions,
    database: Database,
    cache: OverviewCache,
}

impl Overviews {
    /// Has everything counted anew, because much has changed at once.
    pub(crate) fn forget(&self) {
        self.cache.forget();
    }

    /// Puts the service together.
    pub fn new(bans: Bans, sessions: Sessions, audit: Audit, live: Live, database: Database) -> Self {
        let cache = OverviewCache::new(audit, live, database.now());
        Self { bans, sessions, database, cache }
    }

    /// The service, from the request's context.
    ///
    /// # Errors
    /// [`AppError::Internal`] where the server provided none.
    pub fn expect() -> Result<Self, AppError> {
        use_context().ok_or_else(|| AppError::internal(&"no overview in context"))
    }

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
        let count = self.count(range).await?;
        let is_kept = count.is_large();
        let Count { at: counted_at, figures, sign_ins, .. } = count;
        let may_see_events = grant.member().permissions.has(Permission::VIEW_AUDIT);
        let events = if may_see_events { Some(self.last_events(grant).await?) } else { None };
        Ok(OverviewSummary { counted_at, is_kept, figures, sign_ins, events, health: self.health(grant).await? })
    }

    /// The last count of a large database, or a new one. One is made at a time: whoever comes meanwhile
    /// waits, and shares the next count with the others who wait.
    async fn count(&self, range: Range) -> Result<Count, AppError> {
        let now = self.database.now();
        let begun = self.cache.begun.load(Ordering::SeqCst);
        if let Some(count) = self.cache.kept(range, OLD, now).filter(Count::is_large) {
            if !count.is_younger_than(KEEP, now) {
                self.count_beside(range);
            }
            return Ok(count);
        }
        let _turn = self.cache.turn.lock().await;
        match self.cache.made_since(range, begun) {
            Some(count) => Ok(count),
            None => self.count_anew(range).await,
        }
    }

    /// Live sessions of each role that has some: of a large database as they were counted last.
    pub(crate) async fn sessions_by_role(&self) -> Result<Vec<(String, i64)>, AppError> {
        let now = self.database.now();
        if self.cache.kept(Range::default(), OLD, now).is_some_and(|count| count.is_large()) {
            return Ok(self.count(Range::default()).await?.sessions);
        }
        let counted = store::count_live(self.database.pool(), now).await?;
        if counted.iter().map(|(_, _, sessions)| sessions).sum::<i64>() > LARGE {
            // The next one need not wait.
            self.count_beside(Range::default());
        }
        Ok(counted.into_iter().map(|(role, _, sessions)| (role, sessions)).collect())
    }

    /// Counts once for each range, and goes on counting where that takes long, for ever.
    pub async fn run_maintenance(self) {
        let mut ticks = tokio::time::interval(CHECK_EVERY);
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            ticks.tick().await;
            for range in Range::ALL {
                let is_small = self.cache.counts().get(&range).is_some_and(|count| !count.is_large());
                if !is_small {
                    self.count_beside(range);
                    // One after the other; nobody waits for this.
                    drop(self.cache.turn.lock().await);
                }
            }
        }
    }

    /// Counts without anybody waiting for it, unless somebody counts already.
    fn count_beside(&self, range: Range) {
        let Ok(turn) = self.cache.turn.clone().try_lock_owned() else { return };
        let this = self.clone();
        tokio::spawn(async move {
            if let Err(error) = this.count_anew(range).await {
                tracing::warn!(cause = %error, "the overview is not counted; it is tried again");
            }
            drop(turn);
        });
    }

    async fn count_anew(&self, range: Range) -> Result<Count, AppError> {
        let number = self.cache.begun.fetch_add(1, Ordering::SeqCst) + 1;
        let (pool, now) = (self.database.pool(), self.database.now());
        let live = store::count_live(pool, now).await?;
        let (accounts, banned, invitations) = store::count_rest(pool, now).await?;
        let appeals = self.bans.count_all_appeals().await?;
        let (people, sessions) = live.iter().fold((0, 0), |(people, sessions), one| (people + one.1, sessions + one.2));
        let figures = Figures { people, sessions, accounts, banned, appeals, invitations };
        let sessions = live.into_iter().map(|(role, _, sessions)| (role, sessions)).collect();
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
        let count = Count { number, at: now, figures, sign_ins, sessions };
        self.cache.counts().insert(range, count.clone());
        Ok(count)
    }

    async fn last_events(&self, grant: &Grant) -> Result<Vec<AuditEvent>, AppError> {
        let mut events = self.cache.audit.tail(grant, &AuditFilter::default(), EVENTS).await?;
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
            started_at: self.cache.started_at,
            tabs: self.cache.live.tabs(),
            head: self.cache.audit.newest(grant).await?,
            upkeep_at: self.sessions.reaped_at(),
            warnings: self.database.warnings().list(),
        })
    }

    /// How many warnings are active at this server.
    pub fn count_warnings(&self, _grant: &Grant) -> usize {
        self.database.warnings().list().len()
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
