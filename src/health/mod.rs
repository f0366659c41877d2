//! Warnings about conditions that need an operator. The console shows them while they last. This module
//! makes no decisions and depends on no feature.

#[cfg(feature = "ssr")]
mod server;

#[cfg(feature = "ssr")]
pub use server::{Source, Warnings};

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::texts::health as t;

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
        /// What is wrong with its validity.
        problem: CertificateProblem,
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
    /// Mail is not sent: attempts fail repeatedly, or a message was given up.
    MailNotSent {
        /// Why the last attempt failed.
        cause: String,
    },
}

/// A problem with the validity of a TLS certificate. Times are Unix seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CertificateProblem {
    /// It is not valid before this time.
    NotValidYet(i64),
    /// It expired at this time.
    Expired(i64),
    /// It expires at this time, which is soon.
    ExpiresSoon(i64),
}

/// Says what is wrong, in the reader's language.
impl std::fmt::Display for Warning {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&match self {
            Self::DatabaseUnwritable { cause } => t::database_unwritable(cause),
            Self::ClockDoubted { seconds } if *seconds < 0 => t::clock_behind(-seconds / DAY),
            Self::ClockDoubted { seconds } => t::clock_ahead(seconds / DAY),
            Self::LogLinesLost { lines, cause } => t::log_lines_lost(*lines, cause),
            Self::Certificate { problem: CertificateProblem::NotValidYet(at) } => {
                t::certificate_not_valid_yet(utc(*at))
            }
            Self::Certificate { problem: CertificateProblem::Expired(at) } => t::certificate_expired(utc(*at)),
            Self::Certificate { problem: CertificateProblem::ExpiresSoon(at) } => t::certificate_expires(utc(*at)),
            Self::CertificateNotLoaded { cause } => t::certificate_not_loaded(cause),
            Self::JobStuck { cause } => t::job_stuck(cause),
            Self::MailNotSent { cause } => t::mail_not_sent(cause),
        })
    }
}

/// Seconds of a day.
const DAY: i64 = 86_400;

/// A time in figures alone, which every language reads: "2026-12-04 18:00 UTC".
fn utc(at: i64) -> String {
    let at = OffsetDateTime::from_unix_timestamp(at).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    let (year, month, day) = (at.year(), u8::from(at.month()), at.day());
    format!("{year:04}-{month:02}-{day:02} {:02}:{:02} UTC", at.hour(), at.minute())
}

/// A warning and when it was first raised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActiveWarning {
    /// When the condition was first seen, in Unix seconds.
    pub since: i64,
    /// What is wrong.
    pub warning: Warning,
}
