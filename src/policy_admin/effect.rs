//! The effect of a policy change, before and after saving, with descriptions.

use serde::{Deserialize, Serialize};

use super::{ChangedValue, label_of};
use crate::{directory::COUNT_MAX, policy::Setting, texts::policy_admin as t};

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
    /// Describes the effect in two sentences, in the reader's language.
    pub fn words(&self) -> String {
        if self.changed == 0 {
            return t::nothing_changed();
        }
        let ended = if self.is_ending { t::ending() } else { t::ended(self.ended) };
        [t::saved(self.changed), ended].join(" ")
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
    /// Whether a limit of remembered sessions changes only because a role without “Keep me signed in” has the limits of
    /// other sessions.
    fn follows_plain_limits(&self, value: &ChangedValue) -> bool {
        let is_allowed = |other: &ChangedValue| {
            other.scope == value.scope && other.setting == Setting::REMEMBER_ME.name && other.after == Some(1)
        };
        [Setting::REMEMBER_ME_IDLE, Setting::REMEMBER_ME_ABSOLUTE].iter().any(|limit| limit.name == value.setting)
            && self.values.iter().all(|set| set.setting != value.setting)
            && !self.in_force.iter().any(is_allowed)
    }

    /// Describes the effect in sentences in the reader's language, most important first.
    pub fn words(&self) -> Vec<String> {
        if self.values.is_empty() {
            return vec![t::nothing_would_change()];
        }
        let is_exact = i64::try_from(self.ends).is_ok_and(|ends| ends <= PREVIEW_MAX);
        let mut words = vec![if is_exact { t::ends(self.ends) } else { t::ends_more(PREVIEW_MAX) }];
        if self.in_force.is_empty() {
            words.push(t::stricter_applies());
        }
        words.extend(self.in_force.iter().map(|value| t::effect(value.words())));
        if self.in_force.iter().any(|value| self.follows_plain_limits(value)) {
            words.push(t::remembered_limits_follow());
        }
        if self.over_the_cap > COUNT_MAX {
            words.push(t::over_limit_more(COUNT_MAX));
        } else if self.over_the_cap > 0 {
            words.push(t::over_limit(self.over_the_cap));
        }
        words.extend(self.warnings.iter().map(|warning| {
            let words = |seconds| Setting::IDLE_WARNING.words(seconds);
            t::warning(label_of(&warning.role), words(warning.before), words(warning.after))
        }));
        words
    }
}
