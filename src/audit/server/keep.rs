//! What the audit gives up: rows older than the policy keeps them, and what is personal of an
//! account that is closed.

use std::time::Duration;

use super::{actor::Actor, event::Event, service::Audit, store};
use crate::{access::server::Grant, audit::Act, database::Transaction, error::AppError, policy};

/// How often what is too old is looked for.
const CHECK_EVERY: Duration = Duration::from_mins(10);
/// Rows that a transaction removes at most.
const BATCH: i64 = 5000;
/// How much older than the policy says the oldest row becomes, in seconds. Each cut is an event
/// itself: cutting at every look would add as much as it removes.
const SLACK: i64 = 24 * 3600;

impl Audit {
    /// Removes what is too old, for ever.
    pub async fn run_maintenance(self) {
        let mut ticks = tokio::time::interval(CHECK_EVERY);
        loop {
            ticks.tick().await;
            if let Err(error) = self.cut().await {
                tracing::warn!(cause = %error, "cannot delete old audit events; retrying");
            }
        }
    }

    /// Removes what is older than the policy keeps it; how many rows. None while the clock is doubted.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn cut(&self) -> Result<u64, AppError> {
        let Some(now) = self.database.retention_time().await? else { return Ok(0) };
        let before = now - policy::server::audit(&self.database).await?;
        // Asked first because it costs next to nothing.
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
                // Another server is at it.
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

    /// Has every server believe the time here again: what is too old by it is removed.
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

/// Forgets from where an account has acted, within the transaction that closes it. The rows of the
/// chain stay, and stay sound: they hold no personal data.
///
/// # Errors
/// When the database does not answer.
pub async fn forget(tx: &mut Transaction, account_id: &str) -> Result<(), AppError> {
    Ok(store::forget(&mut **tx, account_id).await?)
}
