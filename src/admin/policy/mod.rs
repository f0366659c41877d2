//! The policy as administrators see it, and what a change of it does, in words.

mod api;

pub use api::*;

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

use crate::policy::{SETTINGS, Setting};

/// Values as they were typed, by setting.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PolicyValues(pub BTreeMap<String, String>);

impl Serialize for PolicyValues {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // What steers the form is no value.
        serializer.collect_map(self.0.iter().filter(|(name, _)| !name.starts_with('_')))
    }
}

impl<'de> Deserialize<'de> for PolicyValues {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = PolicyValues;

            fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
                f.write_str("settings and their values")
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<PolicyValues, A::Error> {
                let mut values = BTreeMap::new();
                while let Some((name, value)) = map.next_entry::<String, String>()? {
                    if let Some(setting) = Setting::of_name(&name).filter(|_| values.contains_key(&name)) {
                        return Err(A::Error::duplicate_field(setting.name));
                    }
                    values.insert(name, value);
                }
                Ok(PolicyValues(values))
            }
        }
        deserializer.deserialize_map(Visitor)
    }
}

/// What the page of the policy shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyOverview {
    /// Everyone first, then each role.
    pub scopes: Vec<ScopeSummary>,
    /// The last changes, newest first.
    pub changes: Vec<PolicyChangeSummary>,
    /// What the configuration fixes until a restart.
    pub configured: Vec<ConfiguredLimit>,
}

impl PolicyOverview {
    /// The newest change; what a form says so that nothing newer is overwritten.
    pub fn newest(&self) -> String {
        self.changes.first().map_or_else(|| FIRST.to_owned(), |change| change.id.clone())
    }
}

/// What a form says that was opened before the first change.
pub const FIRST: &str = "none";

/// What is set for everyone or for one role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScopeSummary {
    /// `everyone`, or a role's name.
    pub name: String,
    /// In the order of [`SETTINGS`]; `None`: as everyone.
    pub set: Vec<Option<i64>>,
    /// What holds, in the order of [`SETTINGS`].
    pub in_force: Vec<i64>,
}

impl ScopeSummary {
    /// Whether it is everyone's.
    pub fn is_everyone(&self) -> bool {
        self.name == "everyone"
    }

    /// The settings that it has.
    pub fn settings(&self) -> impl Iterator<Item = &'static Setting> + use<> {
        let everyone = self.is_everyone();
        SETTINGS.iter().filter(move |setting| everyone || setting.per_role)
    }
}

/// A limit that the configuration sets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfiguredLimit {
    /// The configuration's key.
    pub key: String,
    /// What holds, as the configuration says it.
    pub value: String,
    /// What it does.
    pub about: String,
}

/// A value before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangedValue {
    /// `everyone`, or a role's name.
    pub scope: String,
    /// The setting's name.
    pub setting: String,
    /// `None`: as everyone.
    pub before: Option<i64>,
    /// `None`: as everyone.
    pub after: Option<i64>,
}

impl ChangedValue {
    /// Whose and what, and from what to what.
    pub fn words(&self) -> String {
        let setting = Setting::of_name(&self.setting);
        let show = |value: Option<i64>| match (value, setting) {
            (None, _) => "as everyone".to_owned(),
            (Some(value), Some(setting)) => setting.show(value),
            (Some(value), None) => value.to_string(),
        };
        let label = setting.map_or(&*self.setting, |setting| setting.label);
        format!("{} for {}: {} → {}", label, self.scope, show(self.before), show(self.after))
    }
}

/// A change of the policy as it was recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyChangeSummary {
    /// Names it.
    pub id: String,
    /// When, in Unix seconds.
    pub at: i64,
    /// Who, in words.
    pub by: String,
    /// Sessions that it ended.
    pub ended: i64,
    /// Whether it took another one back.
    pub is_undoing: bool,
    /// What it changed.
    pub values: Vec<ChangedValue>,
    /// Whether everything is still as it left it.
    pub can_be_undone: bool,
}

/// What saving has done.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyOutcome {
    /// The recorded change; empty when there was nothing to change.
    pub id: String,
    /// Values that differ from before.
    pub changed: usize,
    /// Sessions that were ended.
    pub ended: u64,
}

impl PolicyOutcome {
    /// What has happened.
    pub fn words(&self) -> String {
        if self.changed == 0 {
            return "Nothing was changed: these values were set already.".to_owned();
        }
        format!("{} changed, {} ended.", count(self.changed as u64, "setting"), count(self.ended, "session"))
    }
}

/// What saving would do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyPreview {
    /// What would be set.
    pub values: Vec<ChangedValue>,
    /// What would hold for each role that it concerns.
    pub in_force: Vec<ChangedValue>,
    /// Sessions that would be ended now.
    pub ends: u64,
    /// Accounts with more sessions than they might have then.
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
            format!("Ends {} now.", count(self.ends, "session"))
        }];
        if self.in_force.is_empty() {
            words.push("Nothing else holds than before: the strictest value wins.".to_owned());
        }
        words.extend(self.in_force.iter().map(|value| format!("{}.", value.words())));
        if self.over_the_cap > 0 {
            let accounts = count(self.over_the_cap.unsigned_abs(), "account");
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

/// "1 session", "214 sessions".
fn count(number: u64, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}
