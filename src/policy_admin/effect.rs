//! The effect of a policy change, before and after saving, with descriptions.

use serde::{Deserialize, Serialize};

use super::ChangedValue;
use crate::{directory::COUNT_MAX, policy::Setting, ui::grouped};

/// The effect of a saved change.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyOutcome {
    /// The ID of the recorded change; empty if there was nothing to change.
    pub id: String,
    /// The number of values that changed.
    pub changed: usize,
    /// The number of sessions that ended.
    pub ended: u64,
    /// Whether a job is still updating and counting the rows of sessions that the change has already ended.
    #[serde(default)]
    pub is_ending: bool,
}

impl PolicyOutcome {
    /// Describes the effect in a sentence.
    pub fn words(&self) -> String {
        if self.changed == 0 {
            return "Nothing was changed: these values were set already.".to_owned();
        }
        let changed = count(self.changed as u64, "setting");
        if self.is_ending {
            return format!("{changed} changed. Sessions that had lasted longer are over; they are being counted.");
        }
        format!("{changed} changed, {} ended.", count(self.ended, "session"))
    }
}

/// The limit up to which a preview counts sessions.
pub const PREVIEW_MAX: i64 = 100_000;

/// The effect that saving a change would have.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyPreview {
    /// The set values that would change.
    pub values: Vec<ChangedValue>,
    /// The effective values that would change, for each role affected.
    pub in_force: Vec<ChangedValue>,
    /// Sessions that would end now, counted up to [`PREVIEW_MAX`] + 1.
    pub ends: u64,
    /// Accounts that would have more sessions than allowed, counted up to [`COUNT_MAX`] + 1.
    pub over_the_cap: i64,
    /// Roles whose idle warning would come earlier or later.
    pub warnings: Vec<ChangedWarning>,
}

/// A change to how long before the idle limit people are warned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangedWarning {
    /// The role's name.
    pub role: String,
    /// The current time of the warning, in seconds before the idle limit.
    pub before: i64,
    /// The new time of the warning, in seconds before the idle limit.
    pub after: i64,
}

impl PolicyPreview {
    /// Describes the effect in sentences, most important first.
    pub fn words(&self) -> Vec<String> {
        if self.values.is_empty() {
            return vec!["Changes nothing: these values are set already.".to_owned()];
        }
        let mut words = vec![if self.ends == 0 {
            "Ends no session.".to_owned()
        } else {
            format!("Ends {} now.", count_to(PREVIEW_MAX, self.ends, "session"))
        }];
        if self.in_force.is_empty() {
            words.push("Nothing else holds than before: the strictest value wins.".to_owned());
        }
        words.extend(self.in_force.iter().map(|value| format!("{}.", value.words())));
        if self.over_the_cap > 0 {
            let accounts = count_to(COUNT_MAX, self.over_the_cap.unsigned_abs(), "account");
            words.push(format!(
                "{accounts} would have more sessions than allowed; their next sign-in asks which to end."
            ));
        }
        words.extend(self.warnings.iter().map(|warning| {
            let show = |seconds| Setting::IDLE_WARNING.show(seconds);
            let (before, after) = (show(warning.before), show(warning.after));
            format!("Warned before the idle end, {}: {before} → {after}.", warning.role)
        }));
        words
    }
}

/// Formats a number that was counted up to `most`: "more than 1,000 accounts".
fn count_to(most: i64, number: u64, what: &str) -> String {
    if i64::try_from(number).is_ok_and(|number| number <= most) {
        count(number, what)
    } else {
        format!("more than {} {what}s", grouped(most))
    }
}

/// Formats a number with its noun: "1 session", "214 sessions".
fn count(number: u64, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}
