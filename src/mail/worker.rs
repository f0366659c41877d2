//! Sends the messages of the outbox, one after the other. Several servers may do this at the same time: each message is
//! claimed by one of them. After a crash between sending and marking, a message is sent again, under the same Message-ID.

use std::{sync::atomic::Ordering, time::Duration};

use lettre::{
    Message,
    message::{
        Mailbox, MultiPart,
        header::{Header, HeaderName, HeaderValue},
    },
};
use tokio::time::timeout;

use super::{
    compose::{Composed, compose},
    counts::Attempt,
    letter::Letter,
    outbox::store::{self, Claimed},
    service::{Mail, POSTED},
    transport::{MailSettings, SendError},
};
use crate::{
    error::AppError,
    health::{Source, Warning},
    locale::Language,
};

/// How often messages of other processes, and those to be sent again, are looked for.
const CHECK_EVERY: Duration = Duration::from_secs(1);
/// How long a server may take for a message before another one takes over, in seconds.
const CLAIM: i64 = 120;
/// The pause before the second attempt, in seconds. It doubles up to the maximum.
const RETRY: (i64, i64) = (30, 3600);
/// How long messages stay in the outbox, in seconds.
const KEPT: i64 = 30 * 24 * 3600;
/// After so many messages in a row were rejected for good, the fault is probably not theirs.
const REJECTED: u32 = 3;

/// Marks messages that a program has written, so that nobody's absence note answers them (RFC 3834).
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_value: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

impl Mail {
    /// Sends what is due, forever.
    pub async fn run_maintenance(self) {
        if !self.is_on() {
            return;
        }
        loop {
            let posted = POSTED.notified();
            if let Err(error) = self.send_due().await {
                tracing::warn!(cause = %error, "cannot read or write the outbox; retrying");
            }
            // Either way, the outbox is read next.
            let _ = timeout(CHECK_EVERY, posted).await;
        }
    }

    /// Sends all messages that are due. Returns how many were sent.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn send_due(&self) -> Result<usize, AppError> {
        let Some(settings) = &self.inner.settings else { return Ok(0) };
        let mut sent = 0;
        loop {
            let now = self.database.now();
            let Some(message) = store::claim(self.database.pool(), now, now + CLAIM).await? else { break };
            sent += usize::from(self.deliver(settings, message).await?);
        }
        Ok(sent)
    }

    /// Deletes some messages that are too old at that time. Returns how many.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(crate) async fn remove_old(&self, now: i64, most: i64) -> Result<u64, AppError> {
        Ok(store::remove_old(self.database.pool(), now - KEPT, most).await?)
    }

    /// Sends a claimed message, or records why that failed. Returns whether it was sent.
    async fn deliver(&self, settings: &MailSettings, message: Claimed) -> Result<bool, AppError> {
        let pool = self.database.pool();
        if message.expires_at <= self.database.now() {
            let now = self.database.now();
            store::failed(pool, &message, "it could not be sent in time", (now, None)).await?;
            self.count(Attempt::GivenUp);
            return Ok(false);
        }
        let composed = compose(self, &message).await;
        let error = match composed {
            Ok(None) => {
                store::drop_claimed(pool, &message).await?;
                return Ok(false);
            }
            Ok(Some(Composed { account_id, recipient, language, letter })) => {
                let result = match write(&message.id, settings, &recipient, language, &letter, &self.inner.origin) {
                    Ok(mail) => settings.transport.send(&message.id, mail).await,
                    Err(error) => Err(SendError::Permanent(error)),
                };
                match result {
                    Ok(()) => {
                        self.count(Attempt::Sent);
                        store::sent(pool, &message, (account_id.as_deref(), &recipient), self.database.now()).await?;
                        self.inner.rejected.store(0, Ordering::Relaxed);
                        self.database.warnings().clear(Source::Mail);
                        return Ok(true);
                    }
                    Err(error) => error,
                }
            }
            Err(error) => SendError::Temporary(error.to_string()),
        };
        let now = self.database.now();
        let pause = (RETRY.0 << (message.attempts - 1).clamp(0, 10)).min(RETRY.1);
        let next = match error {
            SendError::Temporary(_) if now + pause < message.expires_at => Some(now + pause),
            _ => None,
        };
        self.count(if next.is_some() { Attempt::Delayed } else { Attempt::GivenUp });
        let cause = error.to_string();
        tracing::warn!(
            message = message.id,
            attempts = message.attempts,
            is_given_up = next.is_none(),
            cause,
            "mail was not sent"
        );
        let is_ours = match error {
            SendError::Temporary(_) => message.attempts > 1 || next.is_none(),
            SendError::Permanent(_) => self.inner.rejected.fetch_add(1, Ordering::Relaxed) + 1 >= REJECTED,
        };
        if is_ours {
            self.database.warnings().raise(Source::Mail, Warning::MailNotSent { cause: cause.clone() }, now);
        }
        let mut tx = self.database.begin().await?;
        store::failed(&mut *tx, &message, &cause, (now, next)).await?;
        tx.notify_console().await?;
        tx.commit().await?;
        Ok(false)
    }
}

/// Writes the message. lettre encodes headers, so that nothing in them can add another one.
fn write(
    id: &str,
    settings: &MailSettings,
    recipient: &str,
    language: Language,
    letter: &Letter,
    origin: &str,
) -> Result<Message, String> {
    let address = recipient.parse().map_err(|error| format!("the address cannot be used: {error}"))?;
    let host = origin.rsplit('/').next().and_then(|host| host.split(':').next()).unwrap_or("localhost");
    Message::builder()
        .from(settings.from.clone())
        .to(Mailbox::new(None, address))
        .subject(&*letter.subject)
        .message_id(Some(format!("<{id}@{host}>")))
        .header(AutoSubmitted)
        .multipart(MultiPart::alternative_plain_html(letter.text(), letter.html(language.tag)))
        .map_err(|error| error.to_string())
}
