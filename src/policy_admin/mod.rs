//! The policy as administrators see and change it.

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

use crate::policy::{Setting, Values};

/// The data of the policy page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyOverview {
    /// The scopes: everyone first, then each role.
    pub scopes: Vec<ScopeSummary>,
    /// The latest changes, newest first.
    pub changes: Vec<PolicyChangeSummary>,
    /// The limits that the configuration sets until a restart.
    pub configured: Vec<ConfiguredLimit>,
}

/// The policy for everyone or for one role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScopeSummary {
    /// The scope's name: `everyone`, or a role's name.
    pub name: String,
    /// The values set; `None` means everyone's value.
    pub set: Values<Option<i64>>,
    /// The effective values.
    pub in_force: Values<i64>,
}

impl ScopeSummary {
    /// Whether this is the scope for everyone.
    pub fn is_everyone(&self) -> bool {
        self.name == "everyone"
    }

    /// The settings that this scope can have.
    pub fn settings(&self) -> impl Iterator<Item = &'static Setting> + use<> {
        let everyone = self.is_everyone();
        Setting::all().filter(move |setting| everyone || setting.per_role)
    }
}

/// A limit that the configuration sets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfiguredLimit {
    /// The configuration key.
    pub key: String,
    /// The value, as written in the configuration.
    pub value: String,
    /// A description.
    pub about: String,
}

/// A changed value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangedValue {
    /// The scope's name: `everyone`, or a role's name.
    pub scope: String,
    /// The setting's name.
    pub setting: String,
    /// The value before; `None` means everyone's value.
    pub before: Option<i64>,
    /// The value after; `None` means everyone's value.
    pub after: Option<i64>,
}

impl ChangedValue {
    /// Describes the change: setting, scope, and both values.
    pub fn words(&self) -> String {
        let setting = Setting::of_name(&self.setting);
        let show = |value: Option<i64>| match (value, setting) {
            // Everyone's value, if not set, is the default.
            (None, _) if self.scope == "everyone" => "default".to_owned(),
            (None, _) => "as everyone".to_owned(),
            (Some(value), Some(setting)) => setting.show(value),
            (Some(value), None) => value.to_string(),
        };
        let label = setting.map_or(&*self.setting, |setting| setting.label);
        format!("{label} ({}): {} → {}", self.scope, show(self.before), show(self.after))
    }
}

/// A recorded change of the policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyChangeSummary {
    /// The change's ID.
    pub id: String,
    /// When it was made, in Unix seconds.
    pub at: i64,
    /// Who made it, in words.
    pub by: String,
    /// The number of sessions that it ended.
    pub ended: i64,
    /// Whether it undid another change.
    pub is_undoing: bool,
    /// The changed values.
    pub values: Vec<ChangedValue>,
    /// Whether it can be undone: all its values are unchanged since.
    pub can_be_undone: bool,
}
