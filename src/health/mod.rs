//! Conditions that an operator has to act on. The console shows them while they last; this module
//! decides nothing and knows no feature.

#[cfg(feature = "ssr")]
mod server;

#[cfg(feature = "ssr")]
pub use server::{Source, Warnings};

use serde::{Deserialize, Serialize};

/// Something is wrong with the server or its surroundings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Warning {
    /// The database takes no writes; `cause` is what it answers.
    DatabaseUnwritable { cause: String },
    /// The clock is far from the time of the last maintenance: ahead of it, or behind it, by so many
    /// seconds. Meanwhile nothing is removed with age.
    ClockDoubted { seconds: i64 },
    /// Lines of the log could not be written: how many since the start, and why the last one.
    LogLinesLost { lines: u64, cause: String },
    /// The TLS certificate has expired or soon will; `problem` ends a sentence about it.
    Certificate { problem: String },
    /// The TLS certificate on the disk cannot be used, so an older one is served.
    CertificateNotLoaded { cause: String },
    /// Work in batches does not go on; `cause` is what stood in its way.
    JobStuck { cause: String },
}

impl std::fmt::Display for Warning {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::DatabaseUnwritable { cause } => write!(f, "The database takes no writes: {cause}"),
            Self::ClockDoubted { seconds } => {
                let (days, way) = (seconds.abs() / 86_400, if *seconds < 0 { "behind" } else { "ahead of" });
                write!(
                    f,
                    "The server’s clock is {days} days {way} the last maintenance. Old records are kept until it has \
                     run for three days like this. If the clock is right, run `hallpass clock confirm`; if not, set it."
                )
            }
            Self::LogLinesLost { lines: 1, cause } => write!(f, "1 line of the log was lost: {cause}."),
            Self::LogLinesLost { lines, cause } => write!(f, "{lines} lines of the log were lost: {cause}."),
            Self::Certificate { problem } => write!(f, "The TLS certificate {problem}."),
            Self::CertificateNotLoaded { cause } => {
                write!(f, "The new TLS certificate cannot be used, so the old one is still served: {cause}.")
            }
            Self::JobStuck { cause } => {
                write!(f, "Sessions that are over are not written down, which is tried again: {cause}.")
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
