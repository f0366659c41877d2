//! An event, as those who record it put it together.

use std::{collections::BTreeMap, fmt::Display};

use crate::audit::{Act, Outcome};

/// Something that is to be recorded in a transaction.
#[derive(Clone, Debug)]
pub struct Event {
    pub(super) act: Act,
    pub(super) outcome: Outcome,
    pub(super) reason: String,
    pub(super) subject: String,
    pub(super) detail: BTreeMap<&'static str, String>,
}

impl Event {
    /// An act that is done.
    pub fn new(act: Act) -> Self {
        Self { act, outcome: Outcome::Done, reason: String::new(), subject: String::new(), detail: BTreeMap::new() }
    }

    /// An act that is refused, with a word for machines that says why.
    pub fn refused(act: Act, reason: impl Into<String>) -> Self {
        Self { outcome: Outcome::Refused, reason: reason.into(), ..Self::new(act) }
    }

    /// The account that it concerns.
    #[must_use]
    pub fn on(mut self, account_id: &str) -> Self {
        account_id.clone_into(&mut self.subject);
        self
    }

    /// Something more to say. Never what a person is called, has typed, or can be reached by:
    /// this cannot be taken back.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Display) -> Self {
        self.detail.insert(name, value.to_string());
        self
    }
}
