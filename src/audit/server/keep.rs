//! Retention of the audit: deletes rows that are older than the policy allows, and the personal data of closed
//! accounts.

use std::time::Duration;

use super::{actor::Actor, event::Event, service::Audit, store};
use crate::{access::server::Grant, audit::Act, database::Transaction, error::AppError, policy};

/// How often old rows are looked for.
const CHECK_EVERY: Duration = Duration::from_mins(10);
/// The maximum number of rows that a transaction deletes.
const BATCH: i64 = 5000;
/// How far the oldest row may exceed the retention time before old rows are purged, in seconds. Each purge is
/// an event itself, so a purge at every check would add as many rows as it deletes.
const SLACK: i64 = 24 * 3600;

impl Audit {
    /// Purges old rows, forever.
    pub async fn run_maintenance(self) {
        let mut ticks = tokio::time::interval(CHECK_EVERY);
        loop {
            ticks.tick().await;
            if let Err(error) = self.cut().await {
                tracing::warn!(cause = %error, "cannot delete old audit events; retrying");
            }
        }
    }

    /// Purges the rows that are older than the policy allows. Returns how many. None are deleted while the
    /// clock is in doubt.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn cut(&self) -> Result<u64, AppError> {
        let Some(now) = self.database.retention_time().await? else { return Ok(0) };
        let before = now - policy::server::audit(&self.database).await?;
        // Check this first, because it costs almost nothing.
        if store::oldest(self.database.pool()).await?.is_none_or(|at| at >= before - SLACK) {
            return Ok(0);
        }
        let (mut floor, _) = store::mark(self.database.pool(), "floor").await?;
        let last = store::last_before(self.database.pool(), before).await?;
        let mut removed = 0;
        while floor < last {
            let next = last.min(floor + BATCH);
            let mut tx = self.database.begin().await?;
            tx.acts_for(Actor::system());
            if !store::raise_floor(&mut *tx, next).await? {
                // Another server is purging.
                break;
            }
            let rows = store::remove_events(&mut *tx, next).await?;
            store::remove_origins(&mut *tx, next).await?;
            tx.record(Event::new(Act::PURGE_AUDIT).with("rows", rows).with("up_to", next));
            tx.commit().await?;
            (floor, removed) = (next, removed + rows);
        }
        if removed > 0 {
            tracing::info!(removed, "old audit events deleted");
        }
        Ok(removed)
    }

    /// Makes every server trust the current time again, so that rows that are old by it are deleted.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn confirm_clock(&self, grant: &Grant) -> Result<(), AppError> {
        let mut tx = self.database.begin().await?;
        tx.acts_for(grant);
        tx.record(Event::new(Act::CONFIRM_CLOCK));
        tx.confirm_clock().await?;
        Ok(tx.commit().await?)
    }
}

/// Deletes the origins of an account's acts, within the transaction that closes it. The rows of the chain
/// remain valid: they contain no personal data.
///
/// # Errors
/// When the database does not answer.
pub async fn forget(tx: &mut Transaction, account_id: &str) -> Result<(), AppError> {
    Ok(store::forget(&mut **tx, account_id).await?)
}
