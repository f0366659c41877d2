//! Counts what becomes of messages, for the metrics.

use prometheus_client::metrics::{counter::Counter, family::Family};

use super::{outbox::store, service::Mail};
use crate::error::AppError;

/// What came of an attempt to send a message.
#[derive(Clone, Copy, Debug)]
pub(super) enum Attempt {
    /// The mail server has accepted the message.
    Sent,
    /// The message is sent again later.
    Delayed,
    /// The message is not sent again.
    GivenUp,
}

/// The counter of this process.
#[derive(Clone, Debug)]
struct Attempts(Family<[(&'static str, &'static str); 1], Counter>);

impl Mail {
    pub(super) fn count(&self, attempt: Attempt) {
        let Attempts(attempts) = self.database.extension(|| {
            let attempts = Family::default();
            self.database.metrics().register("mail_attempts", "Attempts to send a message", attempts.clone());
            Attempts(attempts)
        });
        let result = match attempt {
            Attempt::Sent => "sent",
            Attempt::Delayed => "delayed",
            Attempt::GivenUp => "given_up",
        };
        attempts.get_or_create(&[("result", result)]).inc();
    }

    /// How many messages of the outbox wait to be sent, and how many were given up.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn unsent(&self) -> Result<(i64, i64), AppError> {
        Ok(store::unsent(self.database.pool()).await?)
    }
}
