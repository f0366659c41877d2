//! The events that transactions record.

use std::{collections::BTreeMap, fmt::Display};

use crate::{
    audit::{Act, Outcome},
    policy::{ChangedValue, Setting},
};

/// An event to record in a transaction.
#[derive(Clone, Debug)]
pub struct Event {
    pub(super) act: Act,
    pub(super) outcome: Outcome,
    pub(super) reason: &'static str,
    pub(super) method: &'static str,
    pub(super) subject: String,
    pub(super) detail: BTreeMap<&'static str, String>,
}

impl Event {
    /// An act that was done.
    pub fn new(act: Act) -> Self {
        Self { act, outcome: Outcome::Done, reason: "", method: "", subject: String::new(), detail: BTreeMap::new() }
    }

    /// An act that was refused, with a machine-readable reason.
    pub fn refused(act: Act, reason: &'static str) -> Self {
        Self { outcome: Outcome::Refused, reason, ..Self::new(act) }
    }

    /// A value of the policy was changed.
    pub(crate) fn of_policy(value: &ChangedValue) -> Self {
        let shown = |set: Option<i64>| match Setting::of_name(&value.setting) {
            Some(setting) => set.map_or_else(|| "default".to_owned(), |set| setting.show(set)),
            None => String::new(),
        };
        Self::new(Act::CHANGE_POLICY)
            .with("setting", format!("{}:{}", value.scope, value.setting))
            .with("from", shown(value.before))
            .with("to", shown(value.after))
    }

    /// Sets the account that the event concerns.
    #[must_use]
    pub fn on(mut self, account_id: &str) -> Self {
        account_id.clone_into(&mut self.subject);
        self
    }

    /// Adds how somebody signed in.
    #[must_use]
    pub(crate) fn by(self, method: &'static str) -> Self {
        Self { method, ..self }.with("method", method)
    }

    /// Adds a detail. Never add a person's name, input or contact data: details cannot be erased from the
    /// chain.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Display) -> Self {
        self.detail.insert(name, value.to_string());
        self
    }
}
