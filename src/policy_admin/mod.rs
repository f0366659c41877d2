//! The policy as administrators see and change it.

mod api;
mod effect;
mod feature;
#[expect(unreachable_pub, reason = "the component macro makes props of private components pub")]
pub mod pages;
mod quantity;
#[cfg(feature = "ssr")]
pub mod server;
mod values;

pub use crate::policy::ChangedValue;
pub use api::*;
pub use effect::{ChangedWarning, PREVIEW_MAX, PolicyOutcome, PolicyPreview};
pub(crate) use feature::feature;
pub use values::PolicyValues;

use serde::{Deserialize, Serialize};

use crate::{
    access::Role,
    policy::{Setting, Values},
    texts::policy_admin as t,
};

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

    /// Whether this scope can have the setting.
    pub fn has(&self, setting: &Setting) -> bool {
        self.is_everyone() || setting.per_role
    }

    /// The settings that this scope can have.
    pub fn settings(&self) -> impl Iterator<Item = &'static Setting> {
        Setting::all().filter(|setting| self.has(setting))
    }
}

/// A limit that the configuration sets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfiguredLimit {
    /// The configuration key.
    pub key: String,
    /// The value, as written in the configuration.
    pub value: String,
}

impl ConfiguredLimit {
    /// A description in the reader's language. Empty if the key is unknown.
    pub fn about(&self) -> String {
        match &*self.key {
            "attempts_per_account" => t::attempts_per_account(),
            "attempts_per_address" => t::attempts_per_address(),
            "ratings_per_address" => t::ratings_per_address(),
            "tabs_per_account" => t::tabs_per_account(),
            "tabs_per_address" => t::tabs_per_address(),
            "argon2_memory_kib" => t::argon_memory(),
            "argon2_iterations" => t::argon_iterations(),
            "argon2_parallelism" => t::argon_parallelism(),
            "hash_workers" => t::hash_workers(),
            _ => String::new(),
        }
    }
}

impl ChangedValue {
    /// Describes the change in the reader's language: setting, scope, and both values.
    pub fn words(&self) -> String {
        let setting = Setting::of_name(&self.setting);
        let show = |value: Option<i64>| match (value, setting) {
            // Everyone's value, if not set, is the default.
            (None, _) if self.scope == "everyone" => t::default(),
            (None, _) => t::same_as_everyone(),
            (Some(value), Some(setting)) => setting.words(value),
            (Some(value), None) => value.to_string(),
        };
        let label = setting.map_or_else(|| self.setting.clone(), |setting| (setting.label)());
        t::changed_value(label_of(&self.scope), label, show(self.before), show(self.after))
    }
}

/// A scope for people: `everyone`, or the label of a role.
fn label_of(scope: &str) -> String {
    Role::from_name(scope).map_or_else(|| scope.to_owned(), |role| role.label())
}

/// A recorded change of the policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyChangeSummary {
    /// The change's ID.
    pub id: String,
    /// When it was made, in Unix seconds.
    pub at: i64,
    /// Who made it, in the reader's language: a name, or words in its place.
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
