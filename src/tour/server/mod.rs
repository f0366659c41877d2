//! The rules of the tour: a step counts as done when the server knows it from facts. What only a
//! request shows, such as that the list of sessions was opened, is recorded by `Observed`.

mod observe;

use std::{collections::BTreeSet, sync::Arc};

use leptos::prelude::use_context;

pub(crate) use observe::Observed;

use super::{Step, Tour, TourProgress};
use crate::{
    access::{
        Member, Principal,
        server::{Client, Visit},
    },
    carried::server::CarriedStore,
    database::Database,
    error::AppError,
    feature::server::{CarriedKind, ServerFeature, ServerSide},
    preferences::server::PreferenceStore,
    session::server::{SessionFacts, Sessions},
};

/// The server side: it declares what is carried. The service is created with those that it needs.
pub(crate) const SIDE: ServerSide =
    ServerSide::new(|_| Arc::new(TourSide)).carried(const { &[CarriedKind::of::<Tour>()] });

#[derive(Debug)]
struct TourSide;

/// Carried state is exported and erased by its own feature.
impl ServerFeature for TourSide {}

/// What a request is about, if a step asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Topic {
    /// The list of one's own sessions.
    SessionList,
    /// The end of other sessions.
    Endings,
    /// The theme, and other preferences.
    Preferences,
}

/// The service for the tour. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Tours {
    database: Database,
    carried: CarriedStore,
    sessions: Sessions,
    preferences: PreferenceStore,
}

impl Tours {
    /// Creates the service.
    pub fn new(database: Database, sessions: Sessions, preferences: PreferenceStore) -> Self {
        Self { carried: CarriedStore::new(database.clone()), database, sessions, preferences }
    }

    /// Returns the service from the request's context.
    ///
    /// # Errors
    /// [`AppError::Internal`] if the server provided none.
    pub fn expect() -> Result<Self, AppError> {
        use_context().ok_or_else(|| AppError::internal(&"no tours in context"))
    }

    /// How far the caller has come.
    ///
    /// # Errors
    /// If the database does not respond.
    pub async fn progress(&self, visit: &Visit) -> Result<TourProgress, AppError> {
        let tour = self.carried.load::<Tour>(visit).await?;
        self.check(visit, &tour).await
    }

    /// Starts the caller's tour, or starts it again.
    ///
    /// # Errors
    /// If the database does not respond.
    pub async fn start(&self, visit: &Visit) -> Result<TourProgress, AppError> {
        let now = self.database.now();
        let tour = self.carried.change(visit, |tour: &mut Tour| tour.start(now)).await?;
        self.check(visit, &tour).await
    }

    /// Puts the caller's tour away.
    ///
    /// # Errors
    /// If the database does not respond.
    pub async fn put_away(&self, visit: &Visit) -> Result<TourProgress, AppError> {
        let now = self.database.now();
        let tour = self.carried.change(visit, |tour: &mut Tour| tour.put_away(now)).await?;
        self.check(visit, &tour).await
    }

    /// Adds to the recorded steps those that the facts show at this moment.
    async fn check(&self, visit: &Visit, tour: &Tour) -> Result<TourProgress, AppError> {
        let mut done = tour.done().clone();
        if let Some(member) = visit.principal.member() {
            done.insert(Step::SignIn);
            if let Some(since) = tour.started_at().filter(|_| done.len() < Step::ALL.len()) {
                done.extend(shown_by(self.sessions.facts_since(&member.account_id, since).await?));
            }
        }
        Ok(tour.progress(&done))
    }

    /// Records the steps that are done after a request of this member. `member` is from before the request.
    async fn record(&self, member: &Member, topic: Topic) -> Result<(), AppError> {
        let account_id = &*member.account_id;
        let visit = Visit { principal: Principal::Member(member.clone()), client: Client::default() };
        let tour = self.carried.load::<Tour>(&visit).await?;
        let is_complete = tour.done().len() == Step::ALL.len();
        let Some(since) = tour.started_at().filter(|_| !is_complete) else { return Ok(()) };
        let facts = self.sessions.facts_since(account_id, since).await?;
        let mut done: BTreeSet<Step> = shown_by(facts).into_iter().chain([Step::SignIn]).collect();
        match topic {
            Topic::SessionList if facts.live >= 2 => done.extend([Step::WatchList]),
            Topic::Preferences if self.preferences.of_account(account_id).await?.theme != member.preferences.theme => {
                done.extend([Step::ChangeTheme]);
            }
            Topic::SessionList | Topic::Preferences | Topic::Endings => {}
        }
        if done.is_subset(tour.done()) {
            return Ok(());
        }
        let add = |newer: &mut Tour| {
            // Steps of an earlier tour do not count for one that was started meanwhile.
            if newer.started_at() == Some(since) {
                newer.add(done);
            }
        };
        self.carried.change(&visit, add).await.map(drop)
    }
}

/// The steps that these facts show to be done.
fn shown_by(facts: SessionFacts) -> BTreeSet<Step> {
    let second = facts.were_two_at_once.then_some(Step::SecondSession);
    let ended = facts.was_ended_from_another.then_some(Step::EndOther);
    second.into_iter().chain(ended).collect()
}
