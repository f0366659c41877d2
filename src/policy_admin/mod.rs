//! The policy as administrators see it, and its changes.

mod api;
mod effect;
mod feature;
#[expect(unreachable_pub, reason = "the component macro makes props of private components pub")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod server;
mod values;

pub use api::*;
pub use effect::{ChangedWarning, PREVIEW_MAX, PolicyOutcome, PolicyPreview};
pub(crate) use feature::feature;
pub use values::PolicyValues;

use serde::{Deserialize, Serialize};

use crate::policy::{SETTINGS, Setting};

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
            // What nobody has set for everyone is as Hallpass comes.
            (None, _) if self.scope == "everyone" => "default".to_owned(),
            (None, _) => "as everyone".to_owned(),
            (Some(value), Some(setting)) => setting.show(value),
            (Some(value), None) => value.to_string(),
        };
        let label = setting.map_or(&*self.setting, |setting| setting.label);
        format!("{label} ({}): {} → {}", self.scope, show(self.before), show(self.after))
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
