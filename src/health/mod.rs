//! Warnings about conditions that need an operator. The console shows them while they last. This module
//! makes no decisions and depends on no feature.

#[cfg(feature = "ssr")]
mod server;

#[cfg(feature = "ssr")]
pub use server::{Source, Warnings};

use serde::{Deserialize, Serialize};

/// Something is wrong with the server or its surroundings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Warning {
    /// The database cannot be written to.
    DatabaseUnwritable {
        /// Why, without a path, host or name.
        cause: String,
    },
    /// The clock differs too much from the time of the last cleanup. While it is ahead, nothing is deleted because of
    /// its age.
    ClockDoubted {
        /// By how many seconds the clock is ahead, as of the last check; negative if it is behind.
        seconds: i64,
    },
    /// Log lines could not be written.
    LogLinesLost {
        /// How many since the server was started.
        lines: u64,
        /// Why the last one was lost.
        cause: String,
    },
    /// The TLS certificate in use is not valid yet, has expired or soon will.
    Certificate {
        /// Completes a sentence that begins with "the TLS certificate".
        problem: String,
    },
    /// The TLS certificate on the disk cannot be used, so the old one stays in use.
    CertificateNotLoaded {
        /// Why it cannot be used.
        cause: String,
    },
    /// Batches of a job fail repeatedly and are retried.
    JobStuck {
        /// Why the last batch failed.
        cause: String,
    },
}

impl std::fmt::Display for Warning {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::DatabaseUnwritable { cause } => write!(f, "The database cannot be written to: {cause}."),
            Self::ClockDoubted { seconds } => {
                let (days, way) = (seconds.abs() / 86_400, if *seconds < 0 { "behind" } else { "ahead of" });
                write!(
                    f,
                    "The server’s clock is {days} days {way} the last cleanup, so old records are not deleted. If the \
                     clock is right, run `hallpass clock confirm` or wait until the server has run for three days. If \
                     not, correct the clock."
                )
            }
            Self::LogLinesLost { lines: 1, cause } => write!(f, "1 log line was lost: {cause}."),
            Self::LogLinesLost { lines, cause } => write!(f, "{lines} log lines were lost: {cause}."),
            Self::Certificate { problem } => write!(f, "The TLS certificate {problem}."),
            Self::CertificateNotLoaded { cause } => {
                write!(f, "The new TLS certificate cannot be used, so the old one stays in use: {cause}.")
            }
            Self::JobStuck { cause } => {
                write!(f, "Ended sessions cannot be recorded; retrying: {cause}.")
            }
        }
    }
}

/// A warning and when it was first raised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActiveWarning {
    /// When the condition was first seen, in Unix seconds.
    pub since: i64,
    /// What is wrong.
    pub warning: Warning,
}
