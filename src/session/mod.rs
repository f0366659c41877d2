//! Sessions: one sign-in on one device, a row. All that starts or ends one lives here: sign-in,
//! sign-up, the owner's set-up, sign-out, a new password, and the registry of one's own.

mod api;
mod feature;
#[expect(unreachable_pub, reason = "the component macro makes props of private components pub")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod server;

pub use api::*;
pub(crate) use feature::feature;

use serde::{Deserialize, Serialize};

use crate::access::Ending;

/// Code points a session's name has at most.
pub const SESSION_NAME_MAX: usize = 40;

/// Sessions that are offered where one has to go: those that were idle longest. As many as an account
/// has at most, unless the policy allows more than usual.
pub const SESSION_CHOICES: usize = 20;

/// How a session was signed in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// With the password.
    #[default]
    Password,
    /// By making the account.
    SignUp,
    /// By making the owner's account with the set-up link.
    SetUp,
    /// By changing the password, which starts the session anew.
    NewPassword,
}

impl Method {
    /// Every method.
    pub const ALL: [Self; 4] = [Self::Password, Self::SignUp, Self::SetUp, Self::NewPassword];

    /// The name in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::SignUp => "sign_up",
            Self::SetUp => "set_up",
            Self::NewPassword => "new_password",
        }
    }

    /// The method of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.name() == name)
    }

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Password => "with the password",
            Self::SignUp => "by signing up",
            Self::SetUp => "with the set-up link",
            Self::NewPassword => "by changing the password",
        }
    }
}

/// What a session runs on, as far as its `User-Agent` tells.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    /// Such as "Firefox"; empty when it cannot be told.
    pub browser: String,
    /// Such as "Windows"; empty when it cannot be told.
    pub system: String,
    /// What it is in the hand.
    pub kind: DeviceKind,
}

/// What a device is in the hand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeviceKind {
    Computer,
    Phone,
    #[default]
    Other,
}

impl std::fmt::Display for Device {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (&*self.browser, &*self.system) {
            ("", "") => f.write_str("Unknown device"),
            (browser, "") => f.write_str(browser),
            ("", system) => f.write_str(system),
            (browser, system) => write!(f, "{browser} on {system}"),
        }
    }
}

/// A live session as its owner and administrators see it. Times are Unix seconds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionSummary {
    /// The public id.
    pub id: String,
    /// Whether it is the one that asks.
    pub is_this: bool,
    /// What its owner calls it; empty: nothing.
    pub name: String,
    /// What it runs on.
    pub device: Device,
    /// The address it was signed in from.
    pub address: String,
    /// Whether that is in the network of whoever asks.
    pub is_this_network: bool,
    /// How it was signed in.
    pub method: Method,
    /// When it was signed in.
    pub signed_in_at: i64,
    /// When it was last active, to the minute.
    pub last_active_at: i64,
    /// When it ends if nothing more is done.
    pub ends_at: i64,
    /// "Keep me signed in" was chosen.
    pub remembered: bool,
}

impl SessionSummary {
    /// Its name, or its device in words.
    pub fn title(&self) -> String {
        if self.name.is_empty() { self.device.to_string() } else { self.name.clone() }
    }
}

/// Something that happened to an account, in its own history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Names it, for paging.
    pub id: String,
    /// When, in Unix seconds.
    pub at: i64,
    /// What.
    pub what: Happening,
    /// The session's name or device in words.
    pub device: String,
    /// The address the session was signed in from.
    pub address: String,
    /// From which session it was done, where a person ended it.
    pub by: Option<String>,
    /// Why, in the words of whoever did it.
    pub reason: Option<String>,
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Happening {
    SignedIn(Method),
    Ended(Ending),
    /// An administrator began to act as the account's owner.
    Impersonated,
    /// And is themselves again.
    ImpersonationEnded,
}

impl Happening {
    /// In words, to the account's owner or to somebody else.
    pub fn words(self, to_owner: bool) -> String {
        match self {
            Self::SignedIn(method) => format!("Signed in {}", method.words()),
            Self::Ended(Ending::EndedByYou) if !to_owner => "Ended by the owner".to_owned(),
            Self::Ended(ending) => ending.history().to_owned(),
            Self::Impersonated if to_owner => "An administrator began to act as you".to_owned(),
            Self::Impersonated => "An administrator began to act as the owner".to_owned(),
            Self::ImpersonationEnded if to_owner => "The administrator no longer acts as you".to_owned(),
            Self::ImpersonationEnded => "The administrator no longer acts as the owner".to_owned(),
        }
    }
}

/// Some of an account's history, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct History {
    /// Newest first.
    pub events: Vec<Event>,
    /// What to ask for to see those that follow.
    pub next: Option<String>,
}
