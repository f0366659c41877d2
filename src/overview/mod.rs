//! What is going on: figures of this moment, sign-ins over time, the last events, and the health of
//! the system.

mod api;
mod feature;
pub mod pages;
#[cfg(feature = "ssr")]
pub mod server;

pub use api::*;
pub(crate) use feature::feature;

use serde::{Deserialize, Serialize};

use crate::{audit::AuditEvent, health::ActiveWarning};

/// How far back the chart reaches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Range {
    Hour,
    #[default]
    Day,
    Month,
}

impl Range {
    /// Every range, the shortest first.
    pub const ALL: [Self; 3] = [Self::Hour, Self::Day, Self::Month];

    /// The name in addresses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Month => "month",
        }
    }

    /// The range of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|range| range.name() == name)
    }

    /// "24 hours".
    pub fn title(self) -> &'static str {
        match self {
            Self::Hour => "60 minutes",
            Self::Day => "24 hours",
            Self::Month => "30 days",
        }
    }

    /// How long each part of it is, in seconds.
    pub fn step(self) -> i64 {
        match self {
            Self::Hour => 300,
            Self::Day => 3600,
            Self::Month => 86_400,
        }
    }

    /// How many parts it has.
    pub fn parts(self) -> usize {
        match self {
            Self::Hour => 12,
            Self::Day => 24,
            Self::Month => 30,
        }
    }
}

/// What is going on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OverviewSummary {
    /// When figures and sign-ins were counted, in Unix seconds.
    pub counted_at: i64,
    /// Whether these counts are shown for a while before they are made anew, as on a large database.
    pub is_kept: bool,
    /// How many of what there are.
    pub figures: Figures,
    /// Sign-ins in each part of the range, the oldest first. The last part is not over yet.
    pub sign_ins: Vec<SignIns>,
    /// The last events of the audit, the newest first; `None`: not for whoever asks.
    pub events: Option<Vec<AuditEvent>>,
    /// How the system does.
    pub health: Health,
}

/// How many of what there are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// Accounts with a live session.
    pub people: i64,
    /// Live sessions.
    pub sessions: i64,
    /// Accounts that are not closed.
    pub accounts: i64,
    /// Of those, the ones whose ban is in force.
    pub banned: i64,
    /// Appeals that wait for an answer.
    pub appeals: i64,
    /// Invitations that work.
    pub invitations: i64,
}

/// Sign-ins in a part of a range.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignIns {
    /// When it begins, in Unix seconds: at a full five minutes, hour or day of UTC.
    pub since: i64,
    /// Sessions that began.
    pub done: i64,
    /// Sign-ins that were refused, as far as the audit writes refusals down.
    pub refused: i64,
}

/// How the system does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Health {
    /// Of Hallpass.
    pub version: String,
    /// "SQLite" or "PostgreSQL".
    pub engine: String,
    /// Whether the database answers, and its file is still there.
    pub answers: bool,
    /// Whether the schema is what this version expects.
    pub migrated: bool,
    /// When the server that answers was started, in Unix seconds.
    pub started_at: i64,
    /// Open tabs that this server tells of changes.
    pub tabs: usize,
    /// The number of the audit's newest event; 0: there is none.
    pub head: i64,
    /// When this server last ended what is over, in Unix seconds; `None`: not yet.
    pub upkeep_at: Option<i64>,
    /// What is wrong at this server and has to be acted on.
    pub warnings: Vec<ActiveWarning>,
}
