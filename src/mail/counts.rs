//! Counts attempts to send messages, for the metrics.

use prometheus_client::metrics::{counter::Counter, family::Family};

use super::{outbox::store, service::Mail};
use crate::error::AppError;

/// The result of an attempt to send a message.
#[derive(Clone, Copy, Debug)]
pub(super) enum Attempt {
    /// The mail server has accepted the message.
    Sent,
    /// The message will be sent again later.
    Delayed,
    /// The message will not be sent again, or has expired before it could be sent.
    GivenUp,
}

impl Attempt {
    fn labels(self) -> [(&'static str, &'static str); 1] {
        let result = match self {
            Self::Sent => "sent",
            Self::Delayed => "delayed",
            Self::GivenUp => "given_up",
        };
        [("result", result)]
    }
}

/// The counter of this process.
#[derive(Clone, Debug)]
struct Attempts(Family<[(&'static str, &'static str); 1], Counter>);

impl Mail {
    fn attempts(&self) -> Family<[(&'static str, &'static str); 1], Counter> {
        let Attempts(attempts) = self.database.extension(|| {
            let attempts = Family::default();
            self.database.metrics().register("mail_attempts", "Attempts to send a message", attempts.clone());
            Attempts(attempts)
        });
        attempts
    }

    pub(super) fn count(&self, attempt: Attempt) {
        self.attempts().get_or_create(&attempt.labels()).inc();
    }

    /// Shows the counters from the start, as zero: a monitoring system cannot see an increase from nothing.
    pub fn show_counters(&self) {
        for attempt in [Attempt::Sent, Attempt::Delayed, Attempt::GivenUp] {
            drop(self.attempts().get_or_create(&attempt.labels()));
        }
    }

    /// How many messages wait to be sent.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn waiting(&self) -> Result<i64, AppError> {
        Ok(store::waiting(self.database.pool()).await?)
    }
}
