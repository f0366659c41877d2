//! What a change of the policy does, or would do, in words.

use serde::{Deserialize, Serialize};

use super::ChangedValue;
use crate::{directory::COUNT_MAX, policy::Setting, ui::grouped};

/// What saving has done.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyOutcome {
    /// The recorded change; empty when there was nothing to change.
    pub id: String,
    /// Values that differ from before.
    pub changed: usize,
    /// Sessions that were ended.
    pub ended: u64,
    /// Those that had lasted longer than they may now are over, and being counted in a job as they are marked.
    #[serde(default)]
    pub is_ending: bool,
}

impl PolicyOutcome {
    /// What has happened.
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

/// Sessions that a preview counts at most.
pub const PREVIEW_MAX: i64 = 100_000;

/// What saving would do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyPreview {
    /// What would be set.
    pub values: Vec<ChangedValue>,
    /// What would hold for each role that it concerns.
    pub in_force: Vec<ChangedValue>,
    /// Sessions that would be ended now; [`PREVIEW_MAX`] and one when there are more than are counted.
    pub ends: u64,
    /// Accounts with more sessions than they might have then; [`COUNT_MAX`] and one when there are more.
    pub over_the_cap: i64,
    /// Roles that are warned earlier or later, in seconds before the idle end.
    pub warnings: Vec<ChangedWarning>,
}

/// How long before the idle end somebody is warned, before and after, in seconds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangedWarning {
    /// The role's name.
    pub role: String,
    /// Seconds so far.
    pub before: i64,
    /// Seconds from then on.
    pub after: i64,
}

impl PolicyPreview {
    /// What it would do, a sentence each, the most important first.
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
            let show =
                |seconds| Setting::of_name("idle_warning").map_or_else(String::new, |setting| setting.show(seconds));
            let (before, after) = (show(warning.before), show(warning.after));
            format!("Warned before the idle end, {}: {before} → {after}.", warning.role)
        }));
        words
    }
}

/// The same where it was counted up to `most`: "more than 1,000 accounts".
fn count_to(most: i64, number: u64, what: &str) -> String {
    if i64::try_from(number).is_ok_and(|number| number <= most) {
        count(number, what)
    } else {
        format!("more than {} {what}s", grouped(most))
    }
}

/// "1 session", "214 sessions".
fn count(number: u64, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}
