//! Who is asking. Resolved once for each request and serialised into the page, so it holds nothing
//! secret. Times are Unix seconds of the server's clock.

use serde::{Deserialize, Serialize};

use super::{Ending, Permissions, Role};

/// Who is asking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Principal {
    /// Nobody is signed in; `ended` says why the session that was there is over, `by` from which
    /// device, where a person did it.
    Guest { ended: Option<Ending>, by: Option<String> },
    /// Somebody is signed in.
    Member(Member),
    /// The account is banned and the ban is in force.
    Banned(Ban),
}

impl Default for Principal {
    fn default() -> Self {
        Self::Guest { ended: None, by: None }
    }
}

impl Principal {
    /// A guest whose session is over.
    pub fn ended(ending: Ending) -> Self {
        Self::Guest { ended: Some(ending), by: None }
    }

    /// Whether whoever was here has gone for good: nobody comes back to what they left.
    pub fn has_left(&self) -> bool {
        matches!(self, Self::Guest { ended: Some(Ending::SignedOut | Ending::AccountClosed), by: None })
    }

    /// The signed-in person, if there is one.
    pub fn member(&self) -> Option<&Member> {
        match self {
            Self::Member(member) => Some(member),
            _ => None,
        }
    }
}

/// A signed-in person and the session that says so.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// The row's id.
    pub account_id: String,
    /// The name to sign in with.
    pub username: String,
    /// What others see.
    pub display_name: String,
    /// Not verified.
    pub email: Option<String>,
    /// What the account is trusted with, at this moment.
    pub role: Role,
    /// What that role permits, at this moment.
    pub permissions: Permissions,
    /// The session that says so.
    pub session: SessionFacts,
    /// Who acts in this person's name. The session is theirs then, and what they do is recorded with
    /// both names.
    pub impersonator: Option<Impersonator>,
    /// Counts the changes to this account and to the policy: of two principals of one session the
    /// higher is the newer.
    pub epoch: i64,
}

impl Member {
    /// When it changes by itself, if nothing more is done.
    pub fn next_deadline(&self) -> i64 {
        let idle = self.session.idle_ends_at;
        self.impersonator.as_ref().map_or(idle, |impersonator| impersonator.ends_at.min(idle))
    }

    /// The account of whoever sits there: one's own, or the impersonator's.
    pub fn actor(&self) -> &str {
        self.impersonator.as_ref().map_or(&self.account_id, |impersonator| &impersonator.account_id)
    }
}

/// Somebody who acts as another, with a reason, for a while.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Impersonator {
    /// Their own account.
    pub account_id: String,
    /// Their own username.
    pub username: String,
    /// When it is over at the latest.
    pub ends_at: i64,
}

/// For how long one may act as another at most, in seconds.
pub const IMPERSONATION_HOLDS: i64 = 1800;

/// For how long after signing in the password need not be typed again for what is critical, in
/// seconds.
pub const REAUTHENTICATION_LIFETIME: i64 = 600;

/// By how much the clocks of servers may differ, in seconds. What is dated further into the future was
/// dated by a clock that was wrong, and is not believed.
pub const CLOCK_SKEW: i64 = 300;

/// One sign-in on one device, as its owner may see it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionFacts {
    /// The public id; not the secret in the cookie.
    pub id: String,
    /// When it was started.
    pub signed_in_at: i64,
    /// The idle limit in seconds.
    pub idle_limit: i64,
    /// When it ends if nothing more is done.
    pub idle_ends_at: i64,
    /// How long before that the person is warned, in seconds.
    pub idle_warning: i64,
    /// When it ends at the latest.
    pub ends_at: i64,
    /// "Keep me signed in" was chosen.
    pub remembered: bool,
    /// When this was computed: the browser measures its own clock against it.
    pub as_of: i64,
}

/// Activity is noted at most this often for each session, in seconds, or each quarter of a short idle
/// limit. Higher spares the database; a session may then end earlier by as much, never later.
const ACTIVITY_EVERY: i64 = 60;

/// The seconds for which activity need not be noted again, under this idle limit.
pub fn activity_pause(idle_limit: i64) -> i64 {
    ACTIVITY_EVERY.min(idle_limit / 4)
}

impl SessionFacts {
    /// When its person was last active; earlier than that where the longest life comes before the idle end.
    pub fn last_active(&self) -> i64 {
        self.idle_ends_at - self.idle_limit
    }

    /// See [`activity_pause`].
    pub fn activity_pause(&self) -> i64 {
        activity_pause(self.idle_limit)
    }

    /// Whether the password was typed too long ago for what is critical (ASVS 7.5.3), or at a time that has
    /// not come yet.
    pub fn needs_reauthentication(&self) -> bool {
        !(-CLOCK_SKEW..=REAUTHENTICATION_LIFETIME).contains(&(self.as_of - self.signed_in_at))
    }
}

/// A ban in force, as the banned person may see it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ban {
    /// The row's id.
    pub id: String,
    /// Whose ban it is.
    pub display_name: String,
    /// What the administrators say.
    pub reason: String,
    /// When it was decided.
    pub since: i64,
    /// `None`: for good.
    pub until: Option<i64>,
    /// What the person has said to it; `None`: nothing yet.
    pub appeal: Option<Appeal>,
    /// When this was computed.
    pub as_of: i64,
}

/// What became of an appeal, as the banned person may see it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appeal {
    /// When it was sent.
    pub sent_at: i64,
    /// What the administrators say to it, and when; `None`: nothing yet.
    pub answer: Option<(String, i64)>,
}
