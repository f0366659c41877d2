//! Bans, and appeals against them.

mod api;
mod feature;
#[expect(unreachable_pub, reason = "the component macro makes props of private components pub")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod server;

pub use api::*;
pub(crate) use feature::feature;

use serde::{Deserialize, Serialize};

use crate::directory::Attribution;

/// Maximum length of a ban's reason, in code points.
pub const REASON_MAX: usize = 500;
/// Maximum length of a ban's private note, in code points.
pub const BAN_NOTE_MAX: usize = 2000;
/// The value of the field `until` that means: at the time in the field `date`.
pub const DATE: &str = "date";
/// Minimum and maximum length of an appeal, in code points.
pub const APPEAL_LENGTH: std::ops::RangeInclusive<usize> = 10..=2000;
/// Maximum length of the answer to an appeal, in code points.
pub const ANSWER_MAX: usize = 1000;

/// Maximum number of appeals in the list, which shows those that have waited longest.
pub const APPEALS_SHOWN: usize = 100;

/// A ban, active or ended. Times are Unix seconds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BanRecord {
    /// The ban's ID.
    pub id: String,
    /// The reason given to the banned person; empty once the account is closed.
    pub reason: String,
    /// A private note: never shown to the banned person, only to others who may ban accounts; empty if none.
    pub note: String,
    /// When the account was banned, and by whom.
    pub decided: Attribution,
    /// When the ban ends by itself; `None` if it is permanent.
    pub until: Option<i64>,
    /// When the terms were last changed, and by whom.
    pub changed: Option<Attribution>,
    /// How the ban ended; `None` while it is active.
    pub end: Option<BanEnd>,
    /// The person's appeal, if any.
    pub appeal: Option<AppealRecord>,
}

/// How a ban ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BanEnd {
    /// Somebody lifted it.
    Lifted(Attribution),
    /// It reached its end time, in Unix seconds.
    ByItself(i64),
}

/// An appeal and its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppealRecord {
    /// What the person wrote.
    pub text: String,
    /// When it was sent, in Unix seconds.
    pub sent_at: i64,
    /// The answer; `None` if there is none yet.
    pub answer: Option<Answer>,
}

/// The answer to an appeal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The text shown to the banned person.
    pub text: String,
    /// When it was answered, and by whom.
    pub act: Attribution,
}

/// An appeal against an active ban that is waiting for an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenAppeal {
    /// The ID of the banned account.
    pub account_id: String,
    /// The account's username, as its owner typed it.
    pub username: String,
    /// The account's display name.
    pub display_name: String,
    /// The reason of the ban.
    pub reason: String,
    /// What the person wrote.
    pub text: String,
    /// When it was sent, in Unix seconds.
    pub sent_at: i64,
}
