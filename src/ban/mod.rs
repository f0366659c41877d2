//! Bans, and the appeals of banned people.

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

/// Code points a ban's reason has at most.
pub const REASON_MAX: usize = 500;
/// Code points a ban's private note has at most.
pub const BAN_NOTE_MAX: usize = 2000;
/// Code points an appeal has at least and at most.
pub const APPEAL_LENGTH: std::ops::RangeInclusive<usize> = 10..=2000;
/// Code points the answer to an appeal has at most.
pub const ANSWER_MAX: usize = 1000;

/// Appeals that are listed at once: those that have waited longest.
pub const APPEALS_SHOWN: usize = 100;

/// A ban, in force or over. Times are Unix seconds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BanRecord {
    /// The row's id.
    pub id: String,
    /// What the banned person is told; empty once the account is closed.
    pub reason: String,
    /// Not for the person, but for all who may see accounts; empty: none.
    pub note: String,
    /// When it was decided, and by whom.
    pub decided: Attribution,
    /// `None`: for good.
    pub until: Option<i64>,
    /// When its terms were changed last, and by whom.
    pub changed: Option<Attribution>,
    /// `None`: it is in force.
    pub end: Option<BanEnd>,
    /// What the person has said to it.
    pub appeal: Option<AppealRecord>,
}

/// How a ban ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BanEnd {
    /// Somebody lifted it.
    Lifted(Attribution),
    /// Its time had come, in Unix seconds.
    ByItself(i64),
}

/// An appeal and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppealRecord {
    /// What the person wrote.
    pub text: String,
    /// When, in Unix seconds.
    pub sent_at: i64,
    /// What was answered; `None`: nothing yet.
    pub answer: Option<Answer>,
}

/// What was answered to an appeal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// What the person is told.
    pub text: String,
    /// When, and by whom.
    pub act: Attribution,
}

/// An appeal that waits for an answer: its ban is in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenAppeal {
    /// Whose it is.
    pub account_id: String,
    /// As its owner typed it.
    pub username: String,
    /// What others see.
    pub display_name: String,
    /// The reason of the ban.
    pub reason: String,
    /// What the person wrote.
    pub text: String,
    /// When, in Unix seconds.
    pub sent_at: i64,
}
