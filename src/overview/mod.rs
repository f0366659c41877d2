//! The overview: current figures, sign-ins over time, the latest events and the health of the system.

mod api;
mod feature;
#[expect(unreachable_pub, reason = "the component macro makes props of private components pub")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod server;

pub use api::*;
pub(crate) use feature::feature;

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::{audit::AuditEvent, health::ActiveWarning, texts::overview as t};

/// The time range of the sign-in chart.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[strum(serialize_all = "snake_case")]
pub enum Range {
    /// The last 60 minutes, in parts of five minutes.
    Hour,
    /// The last 24 hours, in parts of an hour.
    #[default]
    Day,
    /// The last 30 days, in parts of a day.
    Month,
}

impl Range {
    /// All ranges, shortest first.
    pub const ALL: &[Self] = Self::VARIANTS;

    /// The name in URLs.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// Finds a range by its name.
    pub fn from_name(name: &str) -> Option<Self> {
        name.parse().ok()
    }

    /// The range in words, such as "24 hours".
    pub fn title(self) -> String {
        t::range(self.name())
    }

    /// The length of each part, in seconds.
    pub fn step(self) -> i64 {
        match self {
            Self::Hour => 300,
            Self::Day => 3600,
            Self::Month => 86_400,
        }
    }

    /// The number of parts.
    pub fn parts(self) -> usize {
        match self {
            Self::Hour => 12,
            Self::Day => 24,
            Self::Month => 30,
        }
    }
}

/// The data of the overview page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OverviewSummary {
    /// When figures and sign-ins were counted, in Unix seconds.
    pub counted_at: i64,
    /// Whether these counts are cached for a while, as for a large database.
    pub is_cached: bool,
    /// The current figures.
    pub figures: Figures,
    /// Sign-ins in each part of the range, oldest first. The last part is still in progress.
    pub sign_ins: Vec<SignIns>,
    /// The latest events of the audit, newest first; `None` if the caller may not see them.
    pub events: Option<Vec<AuditEvent>>,
    /// The health of the system.
    pub health: Health,
}

/// Counts of accounts, sessions, appeals and invitations.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// Accounts with a live session.
    pub people: i64,
    /// Live sessions.
    pub sessions: i64,
    /// Accounts that are not closed.
    pub accounts: i64,
    /// Banned accounts among these.
    pub banned: i64,
    /// Appeals waiting for an answer.
    pub appeals: i64,
    /// Valid invitations.
    pub invitations: i64,
}

/// Sign-ins in one part of a range.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignIns {
    /// When the part begins, in Unix seconds: aligned to five minutes, an hour or a day, in UTC.
    pub since: i64,
    /// Sessions started.
    pub done: i64,
    /// Refused sign-ins, as far as the audit records them.
    pub refused: i64,
}

/// The health of the system.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Health {
    /// The version of Hallpass.
    pub version: String,
    /// The database engine: "SQLite" or "PostgreSQL".
    pub engine: String,
    /// Whether the database answers and, for SQLite, its file still exists.
    pub answers: bool,
    /// Whether the schema is what this version expects.
    pub migrated: bool,
    /// When this server was started, in Unix seconds.
    pub started_at: i64,
    /// Open tabs connected to this server.
    pub tabs: usize,
    /// The sequence number of the newest event in the audit; 0 if there is none.
    pub head: i64,
    /// When maintenance on this server last ended expired sessions, in Unix seconds; `None` if it has not yet.
    pub maintained_at: Option<i64>,
    /// The active warnings of this server.
    pub warnings: Vec<ActiveWarning>,
}
