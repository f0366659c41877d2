//! Queries of the audit: pages of events, the newest events, and those after another one.

use super::{filter::Filter, listing, service::Audit, store};
use crate::{
    access::server::Grant,
    audit::{AuditEvent, AuditFilter, AuditPage},
    error::AppError,
};

/// The number of events on a page.
const PAGE: usize = 50;
/// The number of events read at a time.
pub(super) const BATCH: i64 = 500;

impl Audit {
    /// A page of the events that match, newest first, before the event number `before`; 0: the newest.
    ///
    /// # Errors
    /// [`AppError::Invalid`] with all invalid fields.
    pub async fn list(&self, _grant: &Grant, filter: &AuditFilter, before: i64) -> Result<AuditPage, AppError> {
        let Some(filter) = Filter::read(&self.database, filter).await? else { return Ok(AuditPage::default()) };
        let before = if before > 0 { before } else { i64::MAX };
        let limit = i64::try_from(PAGE).unwrap_or(i64::MAX).saturating_add(1);
        let mut events = listing::newest(&self.database, &filter, before, limit).await?;
        let more = events.len() > PAGE;
        events.truncate(PAGE);
        store::name(self.database.pool(), &mut events).await?;
        let before = events.last().filter(|_| more).map(|event| event.seq);
        Ok(AuditPage { events, before })
    }

    /// The newest `count` events that match, oldest first.
    ///
    /// # Errors
    /// [`AppError::Invalid`] with all invalid fields.
    pub async fn tail(&self, _grant: &Grant, filter: &AuditFilter, count: u32) -> Result<Vec<AuditEvent>, AppError> {
        let Some(filter) = Filter::read(&self.database, filter).await? else { return Ok(Vec::new()) };
        let mut events = listing::newest(&self.database, &filter, i64::MAX, count.into()).await?;
        store::name(self.database.pool(), &mut events).await?;
        events.reverse();
        Ok(events)
    }

    /// The next events that match after the event number `seq`, oldest first.
    ///
    /// # Errors
    /// [`AppError::Invalid`] with all invalid fields.
    pub async fn after(&self, _grant: &Grant, filter: &AuditFilter, seq: i64) -> Result<Vec<AuditEvent>, AppError> {
        let Some(filter) = Filter::read(&self.database, filter).await? else { return Ok(Vec::new()) };
        let mut events = store::list(self.database.pool(), &filter, seq, BATCH).await?;
        store::name(self.database.pool(), &mut events).await?;
        Ok(events)
    }

    /// The number of the newest event; 0: there is none.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn newest(&self, _grant: &Grant) -> Result<i64, AppError> {
        Ok(store::newest(self.database.pool()).await?)
    }
}
