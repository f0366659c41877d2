//! The person behind a request. The principal is resolved once per request and serialized into the page, so it contains
//! no secrets. Times are Unix seconds of the server's clock.

use serde::{Deserialize, Serialize};

use super::{Ending, NamedDevice, Permissions, Preferences, Role};
use crate::tagged::tagged;

/// The person behind a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "snake_case")]
pub enum Principal {
    /// Nobody is signed in.
    Guest {
        /// Why the previous session ended; `None` if there was none.
        ended: Option<Ending>,
        /// The device from which a person ended it, if it was another one.
        by: Option<NamedDevice>,
    },
    /// Somebody is signed in.
    Member(Member),
    /// The password was right, and the second factor or a mailed code is due. Grants nothing else.
    Challenged(Challenge),
    /// The account is banned and the ban is in force.
    Banned(Ban),
}

tagged!(Principal, "kind");

impl Default for Principal {
    fn default() -> Self {
        Self::Guest { ended: None, by: None }
    }
}

impl Principal {
    /// A guest whose session has ended.
    pub fn ended(ending: Ending) -> Self {
        Self::Guest { ended: Some(ending), by: None }
    }

    /// Whether the person has signed out on this device or closed their account, so that nobody will continue with
    /// their drafts.
    pub fn has_left(&self) -> bool {
        matches!(self, Self::Guest { ended: Some(Ending::SignedOut | Ending::AccountClosed), by: None })
    }

    /// Whether the person who is signed in, or has entered their password, has passkeys.
    pub fn has_passkeys(&self) -> bool {
        match self {
            Self::Member(member) => member.has_passkeys,
            Self::Challenged(challenge) => challenge.has_passkeys,
            _ => false,
        }
    }

    /// Whether the account of the person who is signed in, or has entered their password, has security keys.
    pub fn has_security_keys(&self) -> bool {
        match self {
            Self::Member(member) => member.has_security_keys,
            Self::Challenged(challenge) => challenge.has_security_keys,
            _ => false,
        }
    }

    /// The signed-in person, if there is one.
    pub fn member(&self) -> Option<&Member> {
        match self {
            Self::Member(member) => Some(member),
            _ => None,
        }
    }
}

/// A signed-in person and their session.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact about the account")]
pub struct Member {
    /// The account's ID.
    pub account_id: String,
    /// The name used to sign in.
    pub username: String,
    /// The name that others see.
    pub display_name: String,
    /// The email address.
    pub email: Option<String>,
    /// Whether it was verified.
    pub email_verified: bool,
    /// The address that replaces it as soon as it is verified.
    pub email_pending: Option<String>,
    /// The account's current role.
    pub role: Role,
    /// The role's current permissions.
    pub permissions: Permissions,
    /// Whether the account has a second factor, with which it also reauthenticates.
    pub second_factor: bool,
    /// Whether the policy requires one.
    pub second_factor_required: bool,
    /// Sessions that began before this time may go on without it; `None`: none may.
    pub second_factor_from: Option<i64>,
    /// When the second factor is removed, because somebody who knows the password has said that it is lost.
    pub second_factor_ends_at: Option<i64>,
    /// Whether the account has an authenticator app, one of the second factors.
    pub has_authenticator: bool,
    /// Whether the account has security keys, another second factor.
    pub has_security_keys: bool,
    /// Whether the account has passkeys.
    pub has_passkeys: bool,
    /// Whether the account has no password.
    pub passwordless: bool,
    /// Whether the person gets an email when somebody signs in on a new device.
    pub new_device_notices: bool,
    /// The session that signs this person in.
    pub session: SessionFacts,
    /// The administrator who acts as this person, if any. The session is then the administrator's, and the audit
    /// records their actions with both names.
    pub impersonator: Option<Impersonator>,
    /// How pages look and speak to this person.
    pub preferences: Preferences,
    /// Counts the changes to this account and to the policy. Of two principals of one session, the one with the higher
    /// epoch is newer.
    pub epoch: i64,
}

impl Member {
    /// When the session or the impersonation ends, unless there is more activity.
    pub fn next_deadline(&self) -> i64 {
        let idle = self.session.idle_ends_at;
        self.impersonator.as_ref().map_or(idle, |impersonator| impersonator.ends_at.min(idle))
    }

    /// The address that waits to be verified.
    pub fn email_waiting(&self) -> Option<&str> {
        email_waiting(self.email.as_deref(), self.email_verified, self.email_pending.as_deref())
    }

    /// Whether the person has to set up a second factor before anything else.
    pub fn must_set_up(&self) -> bool {
        let began = self.session.signed_in_at;
        self.lacks_second_factor() && self.second_factor_from.is_none_or(|from| began >= from)
    }

    /// When signing in begins to require a second factor, which the person does not have and can still put off.
    pub fn set_up_by(&self) -> Option<i64> {
        self.second_factor_from.filter(|_| self.lacks_second_factor() && !self.must_set_up())
    }

    /// Whether the policy requires a second factor already, so that it cannot be turned off.
    pub fn must_keep_second_factor(&self) -> bool {
        self.second_factor_required && self.second_factor_from.is_none_or(|from| self.session.as_of >= from)
    }

    fn lacks_second_factor(&self) -> bool {
        self.second_factor_required && !self.second_factor
    }

    /// The account of the person who is really acting: this one, or the impersonator's.
    pub fn actor(&self) -> &str {
        self.impersonator.as_ref().map_or(&self.account_id, |impersonator| &impersonator.account_id)
    }
}

/// Of an account's address and the one that is to replace it, the one that waits to be verified.
pub(crate) fn email_waiting<'a>(
    email: Option<&'a str>,
    is_verified: bool,
    pending: Option<&'a str>,
) -> Option<&'a str> {
    pending.or(email.filter(|_| !is_verified))
}

/// An administrator who acts as another account, with a reason, for a limited time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Impersonator {
    /// Their own account.
    pub account_id: String,
    /// Their own username.
    pub username: String,
    /// When the impersonation ends at the latest.
    pub ends_at: i64,
}

/// The maximum duration of an impersonation, in seconds.
pub const IMPERSONATION_HOLDS: i64 = 1800;

/// How long critical actions are allowed without reauthentication after the password was entered, in seconds.
pub const REAUTHENTICATION_LIFETIME: i64 = 600;

/// The maximum difference between the clocks of servers, in seconds. A timestamp further in the future comes from a
/// wrong clock and is not trusted.
pub const CLOCK_SKEW: i64 = 300;

/// One sign-in on one device, as shown to its owner.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionFacts {
    /// The public ID; not the secret in the cookie.
    pub id: String,
    /// When it started. Reauthentication starts a new session, so the password was entered then.
    pub signed_in_at: i64,
    /// The idle limit in seconds.
    pub idle_limit: i64,
    /// When it ends if there is no more activity.
    pub idle_ends_at: i64,
    /// How many seconds before `idle_ends_at` the person is warned.
    pub idle_warning: i64,
    /// When it ends at the latest.
    pub ends_at: i64,
    /// Whether "Keep me signed in" was chosen.
    pub remember_me: bool,
    /// When these facts were computed. The browser compares its own clock with this time.
    pub as_of: i64,
}

/// The minimum number of seconds between two records of a session's activity, unless a quarter of the idle limit is
/// less. A higher value means fewer database writes, but a session may end that much earlier (never later).
const ACTIVITY_EVERY: i64 = 60;

/// The minimum number of seconds between two records of a session's activity, for this idle limit.
pub fn activity_pause(idle_limit: i64) -> i64 {
    ACTIVITY_EVERY.min(idle_limit / 4)
}

impl SessionFacts {
    /// When the person was last active, or an earlier time if the session reaches its absolute limit before its idle
    /// limit.
    pub fn last_active(&self) -> i64 {
        self.idle_ends_at - self.idle_limit
    }

    /// See [`activity_pause`].
    pub fn activity_pause(&self) -> i64 {
        activity_pause(self.idle_limit)
    }

    /// Whether the password was entered too long ago for a critical action (ASVS 7.5.3), or at a time in the future.
    pub fn needs_reauthentication(&self) -> bool {
        !(-CLOCK_SKEW..=REAUTHENTICATION_LIFETIME).contains(&(self.as_of - self.signed_in_at))
    }
}

/// What is due after the password.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Due {
    /// The second factor of the account.
    #[default]
    SecondFactor,
    /// A code that was mailed to this address, most of which is hidden: the account does not know the browser.
    MailedCode(String),
}

/// A sign-in whose second factor or mailed code is due.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Challenge {
    /// The username of the account.
    pub username: String,
    /// Whether the account has an authenticator app.
    pub has_authenticator: bool,
    /// Whether the account has security keys.
    pub has_security_keys: bool,
    /// What is due.
    pub due: Due,
    /// Whether the account has passkeys, which can complete the sign-in, too.
    pub has_passkeys: bool,
    /// When the second factor is removed, because somebody who knows the password has said that it is lost.
    pub second_factor_ends_at: Option<i64>,
    /// How many days that takes.
    pub removal_days: i64,
    /// When the sign-in has to begin again.
    pub expires_at: i64,
    /// How pages look and speak to this person.
    pub preferences: Preferences,
    /// When these facts were computed.
    pub as_of: i64,
}

/// A ban in force, as shown to the banned person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ban {
    /// The ban's ID.
    pub id: String,
    /// The banned person's display name.
    pub display_name: String,
    /// The reason given by the administrators.
    pub reason: String,
    /// When the ban was imposed.
    pub since: i64,
    /// When it ends; `None` if it is permanent.
    pub until: Option<i64>,
    /// The person's appeal; `None` if there is none yet.
    pub appeal: Option<Appeal>,
    /// How pages look and speak to the banned person.
    pub preferences: Preferences,
    /// When these facts were computed.
    pub as_of: i64,
}

/// The state of an appeal, as shown to the banned person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appeal {
    /// When it was sent.
    pub sent_at: i64,
    /// The administrators' answer and its time; `None` if there is none yet.
    pub answer: Option<(String, i64)>,
}
