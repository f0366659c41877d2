//! Recurring work: writes activity, ends expired sessions and deletes old rows. Works in small batches, each in
//! its own transaction, so that nobody waits long for a lock.

use std::{sync::atomic::Ordering, time::Duration};

use super::{bound, challenge, endings, service::Sessions};
use crate::{error::AppError, link, policy};

/// How often activity is written.
const WRITE_EVERY: Duration = Duration::from_secs(1);
/// How often expired sessions and old rows are looked for.
const REAP_EVERY: Duration = Duration::from_secs(30);
/// The maximum number of rows in a batch.
const BATCH: i64 = 200;

impl Sessions {
    /// Writes activity, cleans up and keeps the places current, forever. They run concurrently, so that none delays
    /// another.
    pub async fn run_maintenance(self) {
        tokio::join!(self.keep_writing(), self.keep_reaping(), self.places.keep_current());
    }

    async fn keep_writing(&self) {
        let mut write = tokio::time::interval(WRITE_EVERY);
        loop {
            write.tick().await;
            if let Err(error) = self.write_activity().await {
                tracing::warn!(cause = %error, "cannot save the activity of sessions; retrying");
            }
        }
    }

    async fn keep_reaping(&self) {
        let mut reap = tokio::time::interval(REAP_EVERY);
        loop {
            reap.tick().await;
            if let Err(error) = self.reap().await {
                tracing::warn!(cause = %error, "cannot end expired sessions or delete old records; retrying");
            }
        }
    }

    /// Ends expired sessions and impersonations. Returns the number of sessions.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn end_expired_sessions(&self) -> Result<usize, AppError> {
        let full = usize::try_from(BATCH).unwrap_or(usize::MAX);
        let mut ended = 0;
        loop {
            // Before each batch: sessions that were active during the last one have not expired.
            self.write_activity().await?;
            let found = self.expire_some(BATCH).await?;
            let impersonations = self.finish_impersonations(BATCH).await?;
            ended += found;
            if found.max(impersonations) < full {
                return Ok(ended);
            }
        }
    }

    /// When [`Self::reap`] last finished in this process, in Unix seconds.
    pub(crate) fn maintained_at(&self) -> Option<i64> {
        Some(self.last_maintenance.0.load(Ordering::Relaxed)).filter(|at| *at > 0)
    }

    /// Ends expired sessions, and deletes sessions and links that are older than the policy's retention time.
    /// Returns the numbers of sessions ended and rows deleted. Nothing is deleted while the clock is in doubt.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn reap(&self) -> Result<(usize, u64), AppError> {
        let ended = self.end_expired_sessions().await?;
        let removed = match self.database.retention_time().await? {
            Some(now) => self.remove_old(now).await?,
            None => 0,
        };
        self.last_maintenance.0.store(self.database.now(), Ordering::Relaxed);
        if ended > 0 || removed > 0 {
            tracing::info!(ended, removed, "sessions reaped");
        }
        Ok((ended, removed))
    }

    /// Permanently deletes what is too old at that time. Returns the number of rows.
    async fn remove_old(&self, now: i64) -> Result<u64, AppError> {
        let before = now - policy::server::history(&self.database).await?;
        let mut removed = 0;
        loop {
            let sessions = endings::remove_some(self.database.pool(), before, BATCH).await?;
            let links = link::store::remove_old(self.database.pool(), before, BATCH).await?;
            let challenges = challenge::remove_old(self.database.pool(), now, BATCH).await?;
            let unsigned = bound::remove_old(self.database.pool(), now, BATCH).await?;
            let lost = self.factors.remove_ending(now, BATCH).await?;
            let asked = self.factors.remove_old_challenges(now, BATCH).await?;
            let messages = self.accounts.mail().remove_old(now, BATCH).await?;
            removed += sessions + links + challenges + unsigned + lost + asked + messages;
            if sessions.max(links).max(challenges).max(unsigned).max(lost).max(asked).max(messages)
                < u64::try_from(BATCH).unwrap_or(u64::MAX)
            {
                break;
            }
        }
        self.database.forget_changes(now).await?;
        Ok(removed)
    }
}
