//! Sessions: each is one sign-in on one device, stored as a row. Everything that starts or ends one lives here:
//! sign-in, sign-up, the owner's set-up, sign-out, password changes, and the list of one's own sessions.

mod api;
mod feature;
#[expect(unreachable_pub, reason = "the component macro makes props of private components pub")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod server;

pub use crate::access::{Device, DeviceKind};
pub use api::*;
pub(crate) use feature::feature;

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::{access::Ending, texts::session as t};

/// Maximum length of a session name, in code points.
pub const SESSION_NAME_MAX: usize = 40;

/// Maximum number of sessions to choose from when a sign-in has to end one: those idle longest. Equals the
/// policy's default session limit, so the list is complete unless the policy allows more.
pub const SESSION_CHOICES: usize = 20;

/// How a session was started.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, EnumString, IntoStaticStr, VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Method {
    /// With the password.
    #[default]
    Password,
    /// With the password and a code of the authenticator app.
    Authenticator,
    /// With the password and a recovery code.
    RecoveryCode,
    /// With the password and a passkey.
    PasswordAndPasskey,
    /// With the password and a security key.
    SecurityKey,
    /// With the password and a code that was mailed, in a new browser.
    MailedCode,
    /// With a passkey alone.
    Passkey,
    /// With the password and a ticket, which removed the lost second factors.
    Ticket,
    /// By signing up.
    SignUp,
    /// By creating the owner's account with the set-up link.
    SetUp,
    /// By changing the password, which replaces the session.
    NewPassword,
    /// By removing the password, which replaces the session.
    PasswordRemoved,
}

impl Method {
    /// Every method.
    pub const ALL: &[Self] = Self::VARIANTS;

    /// The name in the database.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// Finds a method by its database name.
    pub fn from_name(name: &str) -> Option<Self> {
        name.parse().ok()
    }

    /// The sign-in in words, as an event.
    pub fn words(self) -> String {
        match self {
            Self::Password => t::signed_in(),
            Self::Authenticator => t::signed_in_authenticator(),
            Self::RecoveryCode => t::signed_in_recovery_code(),
            Self::PasswordAndPasskey => t::signed_in_password_and_passkey(),
            Self::SecurityKey => t::signed_in_security_key(),
            Self::MailedCode => t::signed_in_mailed_code(),
            Self::Passkey => t::signed_in_passkey(),
            Self::Ticket => t::signed_in_ticket(),
            Self::SignUp => t::signed_up(),
            Self::SetUp => t::signed_in_set_up(),
            Self::NewPassword => t::signed_in_new_password(),
            Self::PasswordRemoved => t::signed_in_password_removed(),
        }
    }
}

/// A live session as its owner and administrators see it. Times are Unix seconds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact about the session")]
pub struct SessionSummary {
    /// The public ID of the session.
    pub id: String,
    /// Whether this is the caller's session.
    pub is_this: bool,
    /// The name its owner gave it; empty if none.
    pub name: String,
    /// The device it runs on.
    pub device: Device,
    /// The IP address it was signed in from.
    pub address: String,
    /// The place of that address, such as "Berlin, Germany", if it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Whether that address is in the caller's network.
    pub is_this_network: bool,
    /// How it was signed in.
    pub method: Method,
    /// Whether two factors were asked for (NIST SP 800-63B, AAL2).
    pub two_factors: bool,
    /// When it was signed in.
    pub signed_in_at: i64,
    /// When it was last active, to the minute.
    pub last_active_at: i64,
    /// When it expires if there is no further activity.
    pub ends_at: i64,
    /// Whether "remember me" is in effect.
    pub remember_me: bool,
    /// Whether it is bound to the device, so that its cookie is useless elsewhere.
    #[serde(default)]
    pub is_bound: bool,
}

impl SessionSummary {
    /// The session's name or, if it has none, a description of its device.
    pub fn title(&self) -> String {
        if self.name.is_empty() { self.device.to_string() } else { self.name.clone() }
    }

    /// How it was signed in, in words.
    pub fn sign_in_words(&self) -> String {
        let words = self.method.words();
        if self.two_factors { t::with_two_factors(words) } else { words }
    }
}

/// An event in an account's history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// The event's ID, for paging.
    pub id: String,
    /// When it happened, in Unix seconds.
    pub at: i64,
    /// What happened.
    pub what: EventKind,
    /// The session's name or a description of its device.
    pub device: String,
    /// The kind of that device.
    #[serde(default)]
    pub kind: DeviceKind,
    /// The IP address the session was signed in from.
    pub address: String,
    /// The place of that address, if it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// If the owner ended the session from another one, that session's name or device.
    pub by: Option<String>,
    /// The reason that the administrator gave for an impersonation.
    pub reason: Option<String>,
}

impl Event {
    /// The event in words, addressed to the account's owner or to an administrator.
    pub fn words(&self, to_owner: bool) -> String {
        match (self.what, &self.by) {
            (what, None) => what.words(to_owner),
            (EventKind::Ended(Ending::EndedByYou), Some(by)) if to_owner => t::signed_out_by_you_from(by),
            (EventKind::Ended(Ending::EndedByYou), Some(by)) => t::signed_out_by_owner_from(by),
            (what, Some(by)) => t::event_from(what.words(to_owner), by),
        }
    }
}

/// A kind of event in an account's history.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    /// A session was started, in this way.
    SignedIn(Method),
    /// A session ended, for this reason.
    Ended(Ending),
    /// An administrator began to impersonate the account's owner.
    Impersonated,
    /// The impersonation ended.
    ImpersonationEnded,
}

impl EventKind {
    /// The event in words, addressed to the account's owner or to an administrator.
    pub fn words(self, to_owner: bool) -> String {
        match self {
            Self::SignedIn(method) => method.words(),
            Self::Ended(Ending::EndedByYou) if !to_owner => t::signed_out_by_owner(),
            Self::Ended(ending) => ending.history(),
            Self::Impersonated if to_owner => t::viewed_you(),
            Self::Impersonated => t::viewed(),
            Self::ImpersonationEnded if to_owner => t::viewed_you_ended(),
            Self::ImpersonationEnded => t::viewed_ended(),
        }
    }
}

/// A page of an account's history.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct History {
    /// The events, newest first.
    pub events: Vec<Event>,
    /// The cursor of the next page; `None` on the last page.
    pub next: Option<String>,
}

/// A failed attempt to sign in to an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FailedSignIn {
    /// When it happened, in Unix seconds.
    pub at: i64,
    /// Whether the attempt was blocked because there had been too many; otherwise the password was wrong.
    pub was_blocked: bool,
    /// The device; unknown if it is not the account owner's to see.
    pub device: Device,
    /// The IP address; empty if it is not the account owner's to see.
    pub address: String,
    /// The place of that address, if it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
}
