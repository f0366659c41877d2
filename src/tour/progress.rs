//! The steps of the tour, and how far a person has come.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use strum::VariantArray;

/// A step of the tour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, VariantArray)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// To be signed in.
    SignIn,
    /// To have two live sessions at once.
    SecondSession,
    /// To open the list of sessions while two are live.
    WatchList,
    /// To end a session from another one.
    EndOther,
    /// To change the theme.
    ChangeTheme,
}

impl Step {
    /// Every step, in its order.
    pub const ALL: &[Self] = Self::VARIANTS;
}

/// Where a person is with the tour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Neither started nor put away.
    New,
    /// Started, and some steps are left.
    Running,
    /// Put away, until it is started again.
    PutAway,
    /// Started, and all steps are done.
    Finished,
}

/// How far a person has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TourProgress {
    /// Where the person is with the tour.
    pub stage: Stage,
    /// Every step in its order, and whether it is done.
    pub steps: Vec<(Step, bool)>,
}

impl TourProgress {
    /// The progress of a tour at this stage, in which these steps are done.
    pub fn new(stage: Stage, done: &BTreeSet<Step>) -> Self {
        Self { stage, steps: Step::ALL.iter().map(|step| (*step, done.contains(step))).collect() }
    }

    /// Whether a step is done.
    pub fn is_done(&self, step: Step) -> bool {
        self.steps.contains(&(step, true))
    }

    /// How many steps are done.
    pub fn count(&self) -> usize {
        self.steps.iter().filter(|(_, is_done)| *is_done).count()
    }

    /// The step to do now: the first that is left. A tour that does not run has none, except that a guest may sign in.
    pub fn current(&self) -> Option<Step> {
        let (step, _) = self.steps.iter().find(|(_, is_done)| !is_done)?;
        (self.stage == Stage::Running || *step == Step::SignIn).then_some(*step)
    }

    /// Whether the home page offers the tour.
    pub fn is_offered(&self) -> bool {
        matches!(self.stage, Stage::New | Stage::Running)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_step_to_do_is_the_first_that_is_left_while_the_tour_runs() {
        let done = BTreeSet::from([Step::SignIn, Step::WatchList]);
        let current = |stage, done: &BTreeSet<Step>| TourProgress::new(stage, done).current();
        assert_eq!(current(Stage::Running, &done), Some(Step::SecondSession));
        assert_eq!(current(Stage::PutAway, &done), None);
        assert_eq!(current(Stage::New, &BTreeSet::new()), Some(Step::SignIn));
        let all = Step::ALL.iter().copied().collect();
        assert_eq!(current(Stage::Finished, &all), None);
        assert_eq!(TourProgress::new(Stage::Running, &done).count(), 2);
    }
}
