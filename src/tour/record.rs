//! What the tour remembers of a person: an example of state that outlives sign-in. A guest's is in an encrypted cookie;
//! when the person signs in, it is merged into the account's, which is the same on every device.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Stage, Step, TourProgress};
use crate::carried::Carried;

/// A person's tour.
///
/// It contains a decision, which guests can make, and the steps that the server has seen a member do. So an older cookie
/// that a guest sends again can repeat a decision, but no progress.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tour {
    decision: Decision,
    /// When it was made, in Unix seconds by the server's clock.
    decided_at: i64,
    /// The steps that were done since the start. The server adds them; a guest has none.
    done: BTreeSet<Step>,
}

/// What a person has decided about the tour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Decision {
    /// Nothing yet.
    #[default]
    None,
    /// To take it.
    Started,
    /// Not to take it now.
    PutAway,
}

impl Carried for Tour {
    const NAME: &'static str = "tour";
    const VERSION: u32 = 1;
    const MAX_BYTES: usize = 300;

    /// The account's tour goes on if it has been started: the tour asks the person to sign in a second time, and whoever
    /// presses "Start" in that browser first must not lose what is done. Otherwise, the later decision counts.
    fn merge(account: Self, guest: Self) -> Self {
        let is_started = account.decision == Decision::Started;
        if is_started || guest.decided_at <= account.decided_at { account } else { guest }
    }
}

impl Tour {
    /// Starts it, or starts it again: no step is done.
    pub fn start(&mut self, now: i64) {
        *self = Self { decision: Decision::Started, decided_at: now, done: BTreeSet::new() };
    }

    /// Puts it away.
    pub fn put_away(&mut self, now: i64) {
        (self.decision, self.decided_at) = (Decision::PutAway, now);
    }

    /// When it was started, if it has been and was not put away.
    pub fn started_at(&self) -> Option<i64> {
        (self.decision == Decision::Started).then_some(self.decided_at)
    }

    /// The steps that the server has seen since the start.
    pub fn done(&self) -> &BTreeSet<Step> {
        &self.done
    }

    /// Adds steps that the server has seen.
    pub fn add(&mut self, done: BTreeSet<Step>) {
        self.done.extend(done);
    }

    /// How far the person has come if these steps are done.
    pub fn progress(&self, done: &BTreeSet<Step>) -> TourProgress {
        let stage = match self.decision {
            Decision::None => Stage::New,
            Decision::Started if done.len() == Step::ALL.len() => Stage::Finished,
            Decision::Started => Stage::Running,
            Decision::PutAway => Stage::PutAway,
        };
        TourProgress::new(stage, done)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn started(at: i64, done: &[Step]) -> Tour {
        let mut tour = Tour::default();
        tour.start(at);
        tour.add(done.iter().copied().collect());
        tour
    }

    fn put_away(at: i64) -> Tour {
        let mut tour = Tour::default();
        tour.put_away(at);
        tour
    }

    #[test]
    fn a_guest_s_decision_becomes_that_of_an_account_without_one() {
        assert_eq!(Tour::merge(Tour::default(), started(5, &[])), started(5, &[]));
        assert_eq!(Tour::merge(Tour::default(), put_away(5)), put_away(5));
        assert_eq!(Tour::merge(put_away(5), Tour::default()), put_away(5), "a guest without one changes nothing");
    }

    #[test]
    fn an_account_s_tour_goes_on_whatever_a_guest_has_decided_since() {
        let account = started(5, &[Step::SignIn, Step::SecondSession]);
        assert_eq!(Tour::merge(account.clone(), started(9, &[])), account);
        assert_eq!(Tour::merge(account.clone(), put_away(9)), account);
        let finished = started(5, Step::ALL);
        assert_eq!(Tour::merge(finished.clone(), started(9, &[])), finished);
    }

    #[test]
    fn the_later_decision_counts_once_the_account_has_put_the_tour_away() {
        assert_eq!(Tour::merge(put_away(5), started(9, &[])), started(9, &[]));
        assert_eq!(Tour::merge(put_away(9), started(5, &[])), put_away(9), "an older cookie that was sent again");
        let mut account = started(5, &[Step::SignIn]);
        account.put_away(7);
        assert_eq!(Tour::merge(account, started(9, &[])), started(9, &[]), "which begins from the first step");
    }

    #[test]
    fn a_tour_with_all_steps_fits() {
        let json = serde_json::to_string(&started(i64::MAX, Step::ALL)).unwrap();
        assert!(json.len() <= Tour::MAX_BYTES, "{}", json.len());
    }
}
