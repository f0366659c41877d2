//! Work on more rows than one request should touch: decided in a transaction, done in batches beside
//! requests, taken up by any server when its own has gone. What is done so far: ending sessions.

mod api;
#[cfg(feature = "ssr")]
pub mod server;

pub use api::*;

use serde::{Deserialize, Serialize};

/// A job as the console shows it. Times are Unix seconds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobSummary {
    /// Names it.
    pub id: String,
    /// Whose sessions it ends: a role's name, `everyone`, or empty for those that have outlived changed limits.
    pub whose: String,
    /// Who started it, in words.
    pub by: String,
    /// When it was started.
    pub started_at: i64,
    /// Sessions to go through; `None`: not counted yet, since it waits its turn.
    pub total: Option<i64>,
    /// Sessions that it has gone through.
    pub checked: i64,
    /// Of those, the ones that it has marked as ended.
    pub ended: i64,
    /// When it was finished.
    pub finished_at: Option<i64>,
}

impl JobSummary {
    /// How far it is, as `number` writes numbers.
    pub fn words(&self, number: impl Fn(i64) -> String) -> String {
        let (ended, sessions) = (number(self.ended), if self.ended == 1 { "session" } else { "sessions" });
        let whose = match &*self.whose {
            "" => " that had outlived the new limits".to_owned(),
            "everyone" => " of everyone".to_owned(),
            role => format!(" of the role {role}"),
        };
        match (self.finished_at, self.total) {
            (Some(_), _) => format!("Ended {ended} {sessions}{whose}."),
            (None, None) => format!("Ending sessions{whose}: waiting for its turn."),
            (None, Some(total)) => {
                // More may have begun since they were counted.
                let total = number(total.max(self.checked));
                format!("Ending sessions{whose}: {} of {total} checked, {ended} ended.", number(self.checked))
            }
        }
    }

    /// How much of it is done, in tenths.
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
    fn a_job_says_how_far_it_is() {
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
            (job("everyone", None, 0, 0, None), "Ending sessions of everyone: waiting for its turn.", 0),
            (job("member", Some(10), 4, 3, None), "Ending sessions of the role member: 4 of 10 checked, 3 ended.", 4),
            (job("everyone", Some(2), 3, 3, None), "Ending sessions of everyone: 3 of 3 checked, 3 ended.", 10),
            (job("", Some(10), 10, 1, Some(5)), "Ended 1 session that had outlived the new limits.", 10),
        ] {
            assert_eq!((&*job.words(|number| number.to_string()), job.tenths()), (words, tenths));
        }
    }
}
