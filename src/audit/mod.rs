//! The audit: a hash chain of entries for important acts and refusals. `database` appends to the chain in the
//! transaction of the act.

mod act;
mod api;
#[expect(unreachable_pub, reason = "the component macro makes props of private components pub")]
mod sentence;
#[cfg(feature = "ssr")]
pub mod server;
mod words;

pub use act::Act;
pub(crate) use act::register as register_acts;
pub use api::*;
pub(crate) use sentence::EventSentence;
pub(crate) use words::plain;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr};

use crate::{
    access::{Download, Permission, Rule},
    texts::audit as t,
};

/// The audit as a CSV file, for spreadsheets.
pub const AUDIT_CSV: Download = Download {
    path: "/admin/audit.csv",
    rule: Rule::Needs(Permission::VIEW_AUDIT),
    reauthentication: true,
    act: Act::EXPORT_AUDIT.name(),
};

/// The audit as a JSON Lines file, for programs.
pub const AUDIT_JSONL: Download = Download { path: "/admin/audit.jsonl", ..AUDIT_CSV };

/// Whether an act was done or refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Outcome {
    /// The act was done: its entry is part of the same transaction.
    Done,
    /// The act was refused and changed nothing; the entry has a reason.
    Refused,
}

impl Outcome {
    /// The name in the database.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// The outcome of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        name.parse().ok()
    }
}

/// The conditions of a list of events. Empty fields match everything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AuditFilter {
    /// An [`Act`]'s name.
    pub act: String,
    /// An [`Outcome`]'s name.
    pub outcome: String,
    /// The actor or the subject: a username, an account's ID, `operator` or `system`.
    pub account: String,
    /// The first day or time.
    pub since: String,
    /// The last day (inclusive) or a time (exclusive).
    pub until: String,
    /// The time zone (IANA) of both; empty: UTC.
    pub zone: String,
    /// The client's IP address.
    pub address: String,
}

/// An entry of the audit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditEvent {
    /// The entry's sequence number in the chain.
    pub seq: i64,
    /// When it happened, in Unix seconds.
    pub at: i64,
    /// An [`Act`]'s name.
    pub act: String,
    /// An [`Outcome`]'s name.
    pub outcome: String,
    /// A machine-readable reason for the refusal; empty if it was done.
    pub reason: String,
    /// The actor: an account's ID, `operator`, `system`, or empty for a guest.
    pub actor: String,
    /// The actor's current username.
    pub actor_name: Option<String>,
    /// The ID of the account it concerns; empty if none.
    pub subject: String,
    /// The subject's current username.
    pub subject_name: Option<String>,
    /// Further details, without personal data.
    pub detail: BTreeMap<String, String>,
    /// The current usernames of the accounts in `detail`, by ID.
    #[serde(default)]
    pub names: BTreeMap<String, String>,
    /// The ID of the request; empty if there was none.
    pub request: String,
    /// The client's IP address; `None` if there was none or it has been erased.
    pub address: Option<String>,
    /// The client's `User-Agent`; `None` likewise.
    pub user_agent: Option<String>,
    /// The entry's hash, which the next entry contains.
    pub hash: String,
}

impl AuditEvent {
    /// The actor in words and, during an impersonation, the account they acted as. The words begin a sentence.
    pub fn who(&self) -> String {
        let actor = match (&self.actor_name, &*self.actor) {
            (Some(name), _) => name.clone(),
            (None, "") => t::guest(),
            (None, "operator") => t::operator(),
            (None, "system") => t::system(),
            (None, _) => t::gone_actor(),
        };
        match self.detail.get("as") {
            None => actor,
            Some(id) => t::viewing_as(actor, self.names.get(id).cloned().unwrap_or_else(t::gone)),
        }
    }

    /// The subject's name, if it is not the actor.
    pub fn whom(&self) -> Option<String> {
        let other = !self.subject.is_empty() && self.subject != self.actor;
        other.then(|| self.subject_name.clone().unwrap_or_else(t::gone))
    }

    /// Whether the act was refused.
    pub fn is_refused(&self) -> bool {
        self.outcome == Outcome::Refused.name()
    }
}

/// A page of events.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditPage {
    /// The events, newest first.
    pub events: Vec<AuditEvent>,
    /// The cursor of the next page, which holds older events; `None` on the last page.
    pub before: Option<i64>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(act: &str, outcome: Outcome, actor: &str, subject: &str) -> AuditEvent {
        let name = |id: &str| (id == "1").then(|| "ada".to_owned()).or((id == "2").then(|| "eve".to_owned()));
        AuditEvent {
            seq: 1,
            at: 0,
            act: act.to_owned(),
            outcome: outcome.name().to_owned(),
            reason: String::new(),
            actor: actor.to_owned(),
            actor_name: name(actor),
            subject: subject.to_owned(),
            subject_name: name(subject),
            detail: BTreeMap::new(),
            names: BTreeMap::from([("7".to_owned(), "noor".to_owned())]),
            request: String::new(),
            address: None,
            user_agent: None,
            hash: String::new(),
        }
    }

    #[test]
    fn events_read_as_sentences() {
        let words = |act, outcome, actor, subject| event(act, outcome, actor, subject).words();
        assert_eq!(words("account.ban", Outcome::Done, "1", "2"), "ada banned eve");
        assert_eq!(words("session.start", Outcome::Done, "1", "1"), "ada signed in");
        assert_eq!(words("session.end", Outcome::Done, "system", "2"), "Hallpass ended sessions of eve");
        assert_eq!(words("account.ban", Outcome::Refused, "1", "2"), "ada couldn’t ban eve");
        assert_eq!(words("session.start", Outcome::Refused, "", "1"), "A guest couldn’t sign in as ada");
        assert_eq!(words("of.tomorrow", Outcome::Done, "operator", ""), "The server’s operator: of.tomorrow");
        assert_eq!(words("audit.purge", Outcome::Refused, "1", ""), "ada couldn’t do this: Old events deleted");
        assert_eq!(words("of.tomorrow", Outcome::Refused, "1", "2"), "ada couldn’t do this for eve: of.tomorrow");
        assert_eq!(words("account.ban", Outcome::Done, "1", "3"), "ada banned a former user");
        let mut page = event("page.open", Outcome::Refused, "1", "");
        page.detail.insert("path".to_owned(), "/admin".to_owned());
        assert_eq!(page.words(), "ada was denied access to /admin");
        let with = |act, subject, details: &[(&str, &str)]| {
            let detail = details.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
            AuditEvent { detail, ..event(act, Outcome::Done, "1", subject) }.words()
        };
        assert_eq!(with("session.end", "1", &[("ending", "signed_out"), ("sessions", "1")]), "ada signed out");
        let ended = |count| with("session.end", "1", &[("ending", "ended_by_you"), ("sessions", count)]);
        assert_eq!([ended("1"), ended("3")], ["ada ended one of their sessions", "ada ended 3 of their sessions"]);
        assert_eq!(with("session.end", "2", &[("ending", "signed_out")]), "ada ended sessions of eve");
        assert_eq!(with("invitation.edit", "", &[("revoked", "9")]), "ada revoked an invitation");
        assert_eq!(with("account.note", "2", &[("what", "added")]), "ada added a note about eve");
        assert_eq!(with("role.edit", "", &[("made", "editor")]), "ada created the role editor");
        let mut event = event("profile.change", Outcome::Done, "1", "2");
        event.detail.insert("as".to_owned(), "7".to_owned());
        assert_eq!(event.words(), "ada (as noor) changed the profile of eve");
    }
}
