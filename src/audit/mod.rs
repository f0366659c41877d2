//! The audit: every act and refusal that matters, in a chain of rows that nobody changes. The
//! chain itself is written by `database`, in the transaction of the act.

mod act;
mod api;
#[cfg(feature = "ssr")]
pub mod server;

pub use act::Act;
pub(crate) use act::register as register_acts;
pub use api::*;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::access::{Download, Permission, Rule};

/// The audit as a file for spreadsheets.
pub const AUDIT_CSV: Download = Download {
    path: "/admin/audit.csv",
    rule: Rule::Needs(Permission::VIEW_AUDIT),
    reauthentication: true,
    act: Act::EXPORT_AUDIT.name(),
};

/// The audit as a file for programs.
pub const AUDIT_JSONL: Download = Download { path: "/admin/audit.jsonl", ..AUDIT_CSV };

/// What an act came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Done,
    Refused,
}

impl Outcome {
    /// The name in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Refused => "refused",
        }
    }

    /// The outcome of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Done, Self::Refused].into_iter().find(|outcome| outcome.name() == name)
    }
}

/// Which events are wanted; what is empty asks for nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AuditFilter {
    /// An [`Act`]'s name.
    pub act: String,
    /// An [`Outcome`]'s name.
    pub outcome: String,
    /// Who did it, or whom it concerns: a username, an account's id, `operator` or `system`.
    pub account: String,
    /// The first day or moment, in UTC.
    pub since: String,
    /// The last day, or the moment before which, in UTC.
    pub until: String,
    /// The client's address.
    pub address: String,
}

/// An event of the audit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditEvent {
    /// Its place in the chain.
    pub seq: i64,
    /// In Unix seconds.
    pub at: i64,
    /// An [`Act`]'s name.
    pub act: String,
    /// An [`Outcome`]'s name.
    pub outcome: String,
    /// Why it was refused: a word for machines; empty: it was done.
    pub reason: String,
    /// An account's id, `operator`, `system`, or empty: a guest.
    pub actor: String,
    /// What the actor is called today.
    pub actor_name: Option<String>,
    /// The account that it concerns; empty: none.
    pub subject: String,
    /// What that is called today.
    pub subject_name: Option<String>,
    /// What else there is to say; no personal data.
    pub detail: BTreeMap<String, String>,
    /// What the accounts are called today that `detail` names, by their ids.
    #[serde(default)]
    pub names: BTreeMap<String, String>,
    /// The id of the request; empty: it came from none.
    pub request: String,
    /// The client's address; `None`: there was none, or it has been forgotten.
    pub address: Option<String>,
    /// The client's `User-Agent`.
    pub user_agent: Option<String>,
    /// The row's hash, which the next row holds.
    pub hash: String,
}

impl AuditEvent {
    /// Who did it, in words, and as whom.
    pub fn who(&self) -> String {
        let actor = match (&self.actor_name, &*self.actor) {
            (Some(name), _) => name,
            (None, "") => "A guest",
            (None, "operator") => "The server’s operator",
            (None, "system") => "Hallpass",
            (None, _) => "An account that is gone",
        };
        let known = |id: &String| self.names.get(id).map_or("an account that is gone", String::as_str);
        self.detail.get("as").map_or_else(|| actor.to_owned(), |id| format!("{actor}, as {},", known(id)))
    }

    /// Whom it concerns, where that is somebody else.
    pub fn whom(&self) -> Option<&str> {
        let other = !self.subject.is_empty() && self.subject != self.actor;
        other.then(|| self.subject_name.as_deref().unwrap_or("an account that is gone"))
    }

    /// What happened, in a sentence without its end.
    pub fn words(&self) -> String {
        let act = Act::from_name(&self.act);
        let who = self.who();
        if self.outcome == Outcome::Refused.name() {
            let title = act.map_or(self.act.as_str(), |act| act.title());
            let whom = self.whom().map(|whom| format!(", {whom}")).unwrap_or_default();
            return format!("{who} was refused: {title}{whom}");
        }
        match (act.map(Act::phrases), self.whom()) {
            (Some((alone, _)), None) => format!("{who} {alone}"),
            (Some((_, onto)), Some(whom)) => format!("{who} {onto} {whom}"),
            (None, None) => format!("{}: {}", who.trim_end_matches(','), self.act),
            (None, Some(whom)) => format!("{}: {}, {whom}", who.trim_end_matches(','), self.act),
        }
    }
}

/// Some events, the newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditPage {
    /// In the order of the chain, backwards.
    pub events: Vec<AuditEvent>,
    /// What to ask for to see those before them.
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
        assert_eq!(words("account.ban", Outcome::Refused, "1", "2"), "ada was refused: Ban, eve");
        assert_eq!(words("session.start", Outcome::Refused, "", "1"), "A guest was refused: Sign-in, ada");
        assert_eq!(words("of.tomorrow", Outcome::Done, "operator", ""), "The server’s operator: of.tomorrow");
        assert_eq!(words("account.ban", Outcome::Done, "1", "3"), "ada banned an account that is gone");
        let mut event = event("profile.change", Outcome::Done, "1", "2");
        event.detail.insert("as".to_owned(), "7".to_owned());
        assert_eq!(event.words(), "ada, as noor, changed the profile of eve");
    }
}
