//! Work on more rows than one request should process: decided in a transaction, done in batches in the
//! background, and continued by any server if the first one stops. Currently only for ending sessions.

mod api;
mod feature;
#[cfg(feature = "ssr")]
pub mod server;

pub use api::*;
pub(crate) use feature::feature;

use serde::{Deserialize, Serialize};

use crate::{access::Role, texts::job as t};

/// A job as the console shows it. Times are Unix seconds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobSummary {
    /// The job's ID.
    pub id: String,
    /// Whose sessions it ends: a role's name, `everyone`, or empty for sessions past changed limits.
    pub whose: String,
    /// A description of who started it.
    pub by: String,
    /// When it was started.
    pub started_at: i64,
    /// The number of sessions to process; `None`: not counted yet, because the job is queued.
    pub total: Option<i64>,
    /// The number of sessions processed.
    pub checked: i64,
    /// How many of those it has marked as ended.
    pub ended: i64,
    /// When it was finished.
    pub finished_at: Option<i64>,
}

impl JobSummary {
    /// Describes the progress.
    pub fn words(&self) -> String {
        let kind = match &*self.whose {
            "" => "limits",
            "everyone" => "everyone",
            _ => "role",
        };
        let people = Role::from_name(&self.whose).map(|role| role.plural()).unwrap_or_default();
        match (self.finished_at, self.total) {
            (Some(_), _) => t::ended(kind, self.ended, people),
            (None, None) => t::queued(kind, people),
            // More sessions may have begun since they were counted.
            (None, Some(total)) => t::ending(kind, self.checked, total.max(self.checked), self.ended, people),
        }
    }

    /// The progress in tenths.
    pub fn tenths(&self) -> i64 {
        match (self.finished_at, self.total) {
            (Some(_), _) => 10,
            (None, Some(total)) if total > 0 => (10 * self.checked / total).min(10),
            (None, _) => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_tenths_describe_the_progress() {
        let job = |whose: &str, total, checked, ended, finished_at| JobSummary {
            id: String::new(),
            whose: whose.to_owned(),
            by: String::new(),
            started_at: 0,
            total,
            checked,
            ended,
            finished_at,
        };
        for (job, words, tenths) in [
            (job("everyone", None, 0, 0, None), "Ending everyone’s sessions: waiting to start.", 0),
            (job("member", Some(10), 4, 3, None), "Ending sessions of members: 4 of 10 checked, 3 ended.", 4),
            (job("everyone", Some(2), 3, 3, None), "Ending everyone’s sessions: 3 of 3 checked, 3 ended.", 10),
            (job("support", Some(10), 10, 1000, Some(5)), "Ended 1,000 sessions of people in the role support.", 10),
            (job("", Some(10), 10, 1, Some(5)), "Ended 1 session that was past the new limits.", 10),
        ] {
            assert_eq!((&*job.words(), job.tenths()), (words, tenths));
        }
    }
}
