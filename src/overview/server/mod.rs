//! The service for the overview. A small database is counted for each request. Counting a large one would delay
//! the page, so it is counted in the background, at most every `KEEP` seconds, and requests get the last count.

mod store;

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
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

/// How long the count of a large database is cached, in seconds, or longer if counting took long: see [`REST`].
const KEEP: i64 = 30;
/// How many times as long as it took, a count is cached, so that counting costs at most a twentieth of a core.
const REST: u32 = 20;
/// The number of rows above which a database counts as large.
const LARGE: i64 = 20_000;
/// How often a large database is counted when nobody requests the overview, unless counting takes too long for that.
const CHECK_EVERY: Duration = Duration::from_mins(5);
/// Maximum age of a cached count, in times as long as it is cached. An older one means that counting has failed more than
/// once.
const OLD: i64 = 30;
/// The number of events in the overview.
const EVENTS: u32 = 8;

/// The last counts, and the overview's sources other than the database. Cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct OverviewCache {
    audit: Audit,
    live: Live,
    started_at: i64,
    counts: Arc<Mutex<BTreeMap<Range, Count>>>,
    /// Held while counting.
    turn: Arc<tokio::sync::Mutex<()>>,
    /// The number of counts started so far.
    begun: Arc<AtomicU64>,
}

/// The result of a count.
#[derive(Clone, Debug)]
struct Count {
    /// The sequence number among the counts of this process, from 1.
    number: u64,
    at: i64,
    /// A large change has happened since.
    is_outdated: bool,
    /// How long the figures and sessions took to count.
    took: Duration,
    figures: Figures,
    sign_ins: Vec<SignIns>,
    /// Live sessions per role, without roles that have none.
    sessions: Vec<(String, i64)>,
}

impl Count {
    /// How long it is cached, in seconds.
    fn cached_for(&self) -> i64 {
        KEEP.max(i64::try_from((self.took * REST).as_secs()).unwrap_or(i64::MAX))
    }

    /// Whether it is to be replaced.
    fn is_fresh(&self, now: i64) -> bool {
        // A count from the future is outdated, too: the clock was set back.
        !self.is_outdated && (0..self.cached_for()).contains(&(now - self.at))
    }

    /// Whether it may be shown, while it is replaced if it is not fresh.
    fn is_usable(&self, now: i64) -> bool {
        (0..self.cached_for() * OLD).contains(&(now - self.at))
    }

    fn is_large(&self) -> bool {
        let sign_ins: i64 = self.sign_ins.iter().map(|part| part.done + part.refused).sum();
        self.figures.accounts + self.figures.sessions + sign_ins > LARGE
    }
}

impl OverviewCache {
    /// Creates the cache. `now` is the start time of the server, in Unix seconds.
    pub(crate) fn new(audit: Audit, live: Live, now: i64) -> Self {
        Self { audit, live, started_at: now, counts: Arc::default(), turn: Arc::default(), begun: Arc::default() }
    }

    fn counts(&self) -> MutexGuard<'_, BTreeMap<Range, Count>> {
        // Ignore poisoning: a panic elsewhere cannot leave the map half changed.
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the last count of a large database, if it may be shown.
    fn kept(&self, range: Range, now: i64) -> Option<Count> {
        self.counts().get(&range).filter(|count| count.is_large() && count.is_usable(now)).cloned()
    }

    /// Returns a fresh count of a large database, of any range: only the sign-ins depend on it.
    fn fresh(&self, now: i64) -> Option<Count> {
        self.counts().values().find(|count| count.is_large() && count.is_fresh(now)).cloned()
    }

    /// Returns a count that started after the first `begun` counts: it includes everything committed by then.
    fn made_since(&self, range: Range, begun: u64) -> Option<Count> {
        self.counts().get(&range).filter(|count| count.number > begun).cloned()
    }

    /// Invalidates the counts after a large change. Those of a large database are still served until the next count.
    pub(crate) fn forget(&self) {
        let mut counts = self.counts();
        counts.retain(|_, count| count.is_large());
        for count in counts.values_mut() {
            count.is_outdated = true;
        }
    }
}

/// The service for the overview. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Overviews {
    bans: Bans,
    sessions: Sessions,
    database: Database,
    cache: OverviewCache,
}

impl Overviews {
    /// Invalidates the cached counts after a large change.
    pub(crate) fn forget(&self) {
        self.cache.forget();
    }

    /// Creates the service.
    pub fn new(bans: Bans, sessions: Sessions, audit: Audit, live: Live, database: Database) -> Self {
        let cache = OverviewCache::new(audit, live, database.now());
        Self { bans, sessions, database, cache }
    }

    /// Returns the service from the request's context.
    ///
    /// # Errors
    /// [`AppError::Internal`] if the server provided none.
    pub fn expect() -> Result<Self, AppError> {
        use_context().ok_or_else(|| AppError::internal(&"no overview in context"))
    }

    /// Returns the overview. `range` is the name of a [`Range`], or empty for the last day. Events are included only
    /// if the caller may see the audit.
    ///
    /// # Errors
    /// [`AppError::Invalid`] at `range`.
    pub async fn overview(&self, grant: &Grant, range: &str) -> Result<OverviewSummary, AppError> {
        let range = match range {
            "" => Range::default(),
            name => Range::from_name(name).ok_or_else(|| AppError::field("range", Problem::UnknownChoice))?,
        };
        let count = self.count(range).await?;
        let is_cached = count.is_large();
        let Count { at: counted_at, figures, sign_ins, .. } = count;
        let may_see_events = grant.member().permissions.has(Permission::VIEW_AUDIT);
        let events = if may_see_events { Some(self.last_events(grant).await?) } else { None };
        Ok(OverviewSummary { counted_at, is_cached, figures, sign_ins, events, health: self.health(grant).await? })
    }

    /// Returns the cached count of a large database, or a new count. Only one count runs at a time: callers that
    /// arrive meanwhile wait and share the next one.
    async fn count(&self, range: Range) -> Result<Count, AppError> {
        let now = self.database.now();
        let begun = self.cache.begun.load(Ordering::SeqCst);
        if let Some(count) = self.cache.kept(range, now) {
            if !count.is_fresh(now) {
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

    /// Returns the live sessions per role, without roles that have none. For a large database, from the last count.
    pub(crate) async fn sessions_by_role(&self) -> Result<Vec<(String, i64)>, AppError> {
        let now = self.database.now();
        if self.cache.kept(Range::default(), now).is_some() {
            return Ok(self.count(Range::default()).await?.sessions);
        }
        let counted = self.count_sessions(now).await?;
        if counted.iter().map(|(_, _, sessions)| sessions).sum::<i64>() > LARGE {
            // Fill the cache, so that the next request does not have to wait.
            self.count_beside(Range::default());
        }
        Ok(counted.into_iter().map(|(role, _, sessions)| (role, sessions)).collect())
    }

    /// Counts each range once, and then periodically if the database is large. Never returns.
    pub async fn run_maintenance(self) {
        loop {
            let begun = Instant::now();
            for range in Range::ALL.iter().copied() {
                let is_small = self.cache.counts().get(&range).is_some_and(|count| !count.is_large());
                if !is_small {
                    self.count_beside(range);
                    // Wait for it, so that the ranges are counted one after the other.
                    drop(self.cache.turn.lock().await);
                }
            }
            tokio::time::sleep(CHECK_EVERY.max(begun.elapsed() * REST)).await;
        }
    }

    /// Starts a count in the background, unless one is running.
    fn count_beside(&self, range: Range) {
        let Ok(turn) = self.cache.turn.clone().try_lock_owned() else { return };
        let this = self.clone();
        tokio::spawn(async move {
            if let Err(error) = this.count_anew(range).await {
                tracing::warn!(cause = %error, "cannot count the overview; it will be retried");
            }
            drop(turn);
        });
    }

    async fn count_anew(&self, range: Range) -> Result<Count, AppError> {
        let number = self.cache.begun.fetch_add(1, Ordering::SeqCst) + 1;
        let (pool, now) = (self.database.pool(), self.database.now());
        let (at, took, figures, sessions) = match self.cache.fresh(now) {
            Some(count) => (count.at, count.took, count.figures, count.sessions),
            None => self.count_all(now).await?,
        };
        let mut sign_ins = parts(range, now);
        let since = sign_ins.first().map_or(now, |part| part.since);
        for (part, outcome, count) in store::sign_ins(pool, since, range.step()).await? {
            // The clock of another server may be slightly ahead: include its events in the last part.
            let part = usize::try_from(part).unwrap_or_default().min(range.parts() - 1);
            match Outcome::from_name(&outcome) {
                Some(Outcome::Done) => sign_ins[part].done += count,
                Some(Outcome::Refused) => sign_ins[part].refused += count,
                None => {}
            }
        }
        let count = Count { number, at, is_outdated: false, took, figures, sign_ins, sessions };
        self.cache.counts().insert(range, count.clone());
        Ok(count)
    }

    /// The numbers of accounts with a live session and of live sessions, for each role that has any.
    async fn count_sessions(&self, now: i64) -> Result<Vec<(String, i64, i64)>, AppError> {
        let pool = self.database.pool();
        let are_many = store::are_many(pool, LARGE).await?;
        Ok(if are_many { store::count_open(pool).await? } else { store::count_live(pool, now).await? })
    }

    /// Counts what does not depend on a range. Returns when and how long, the figures, and the live sessions per role.
    async fn count_all(&self, now: i64) -> Result<(i64, Duration, Figures, Vec<(String, i64)>), AppError> {
        let (pool, begun) = (self.database.pool(), Instant::now());
        let live = self.count_sessions(now).await?;
        let (accounts, banned, invitations) = store::count_rest(pool, now).await?;
        let appeals = self.bans.count_all_appeals().await?;
        let (people, sessions) = live.iter().fold((0, 0), |(people, sessions), one| (people + one.1, sessions + one.2));
        let figures = Figures { people, sessions, accounts, banned, appeals, invitations };
        let sessions = live.into_iter().map(|(role, _, sessions)| (role, sessions)).collect();
        Ok((now, begun.elapsed(), figures, sessions))
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
            tracing::warn!(cause = %error, "the database does not respond");
        }
        Ok(Health {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            engine: engine.to_owned(),
            answers: answer.is_ok(),
            migrated: self.database.is_migrated().await?,
            started_at: self.cache.started_at,
            tabs: self.cache.live.tabs(),
            head: self.cache.audit.newest(grant).await?,
            maintained_at: self.sessions.maintained_at(),
            warnings: self.database.warnings().list(),
        })
    }

    /// Counts the active warnings of this server.
    pub fn count_warnings(&self, _grant: &Grant) -> usize {
        self.database.warnings().list().len()
    }
}

/// Returns the empty parts of a range; the last one contains `now`.
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
    fn the_last_part_of_a_range_contains_now() {
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
