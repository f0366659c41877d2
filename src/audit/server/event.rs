//! An event, as those who record it put it together.

use std::{collections::BTreeMap, fmt::Display};

use crate::{
    access::{
        Member,
        server::{Client, Grant, Visit},
    },
    audit::{Act, Outcome},
    database::{Actor, Origin, Record},
};

/// Something that is to be recorded in a transaction.
#[derive(Clone, Debug)]
pub struct Event {
    act: Act,
    outcome: Outcome,
    reason: String,
    subject: String,
    detail: BTreeMap<&'static str, String>,
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

impl From<Event> for Record {
    fn from(event: Event) -> Self {
        Self {
            act: event.act.name(),
            outcome: event.outcome.name(),
            reason: event.reason,
            subject: event.subject,
            detail: event.detail,
        }
    }
}

/// A guest, from there.
impl From<&Client> for Actor {
    fn from(client: &Client) -> Self {
        let origin = Origin { address: client.address.to_string(), user_agent: client.user_agent.clone() };
        Self { request: client.request_id.clone(), origin: Some(origin), ..Self::default() }
    }
}

/// Whoever visits: a member or a guest.
impl From<&Visit> for Actor {
    fn from(visit: &Visit) -> Self {
        match visit.principal.member() {
            Some(member) => Self::from(&visit.client).who_is(member),
            None => Self::from(&visit.client),
        }
    }
}

/// Whoever has the grant; at the server's own terminal there is no account and no address.
impl From<&Grant> for Actor {
    fn from(grant: &Grant) -> Self {
        match &*grant.member().account_id {
            "" => Self { name: "operator".to_owned(), ..Self::system() },
            _ => Self::from(grant.client()).who_is(grant.member()),
        }
    }
}

impl Actor {
    /// The same, once it is known who sits there, and as whom they act.
    #[must_use]
    pub fn who_is(self, member: &Member) -> Self {
        let acting_as = member.impersonator.as_ref().map(|_| member.account_id.clone()).unwrap_or_default();
        Self { acting_as, ..self.named(member.actor()) }
    }
}
