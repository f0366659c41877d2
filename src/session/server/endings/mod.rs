//! What ends sessions: a person, an administrator, a deadline. Always for good, and everybody whom
//! it concerns is told.

mod store;

pub(super) use store::remove_some;

use super::{
    cuts,
    impersonation::end_those,
    row::SessionRow,
    selector::{ImpersonationSelector, SessionSelector},
    service::Sessions,
};
use crate::{
    access::Ending,
    audit::{
        Act,
        server::{Actor, Event},
    },
    database::Transaction,
    error::AppError,
};

impl Sessions {
    /// Ends sessions for good and tells everybody whom that concerns; how many were live.
    pub(crate) async fn end(
        &self,
        actor: impl Into<Actor>,
        which: SessionSelector<'_>,
        ending: Ending,
        by: Option<&str>,
    ) -> Result<usize, AppError> {
        // What has been seen of late is not over.
        self.write_activity().await?;
        let mut tx = self.database.begin().await?;
        tx.acts_for(actor);
        let ended = end(&mut tx, which, ending, by).await?;
        if tx.has_recorded() {
            tx.commit().await?;
        }
        Ok(ended)
    }

    /// Writes down that a session has outlived a deadline; `false` when it was ended or seen
    /// meanwhile.
    pub(super) async fn expire(&self, row: &SessionRow, ending: Ending, at: i64) -> Result<bool, AppError> {
        let mut tx = self.database.begin().await?;
        tx.notify_account(&row.account_id).await?;
        let expired = store::expire(&mut *tx, &row.id, row.last_seen_at, ending, at).await?;
        if expired {
            tx.record(ended_one(&row.account_id, &row.id, ending));
            tx.commit().await?;
        }
        Ok(expired)
    }

    /// Ends some sessions that have outlived a deadline, each in a transaction of its own; how many
    /// were found.
    pub(super) async fn expire_some(&self, most: i64) -> Result<usize, AppError> {
        let now = self.database.now();
        let expired = store::expired(self.database.pool(), most, now).await?;
        for session in &expired {
            let mut tx = self.database.begin().await?;
            tx.notify_account(&session.account_id).await?;
            let Some(ending) = session.deadlines.ending(now) else { continue };
            let at = session.deadlines.idle.min(now);
            if store::expire(&mut *tx, &session.id, session.last_seen_at, ending, at).await? {
                tx.record(ended_one(&session.account_id, &session.id, ending));
                tx.commit().await?;
            }
        }
        Ok(expired.len())
    }
}

/// Ends sessions of one account within a transaction and notes whom that concerns; how many were live.
/// Those of many accounts are ended by [`cuts`].
///
/// An account's row is locked before its sessions' rows, as everywhere, so that two transactions
/// never wait for one another.
pub(crate) async fn end(
    tx: &mut Transaction,
    which: SessionSelector<'_>,
    ending: Ending,
    by: Option<&str>,
) -> Result<usize, AppError> {
    let now = tx.now();
    let Some(owner) = owner(tx, which).await? else { return Ok(0) };
    tx.notify_account(&owner).await?;
    cuts::settle(tx, &owner).await?;
    end_those(tx, ImpersonationSelector::Of(which)).await?;
    let endings = store::end(&mut **tx, which, ending, by, now).await?;
    let count = |ending: Ending| endings.iter().filter(|found| *found == ending.name()).count();
    // Those that had outlived a deadline, unseen until now, got that as their ending.
    for (ending, sessions) in [ending, Ending::Idle, Ending::Absolute].map(|ending| (ending, count(ending))) {
        if sessions > 0 {
            let event = Event::new(Act::END_SESSIONS).on(&owner);
            tx.record(event.with("ending", ending.name()).with("sessions", sessions).with("whose", which));
        }
    }
    Ok(count(ending))
}

fn ended_one(account_id: &str, id: &str, ending: Ending) -> Event {
    let event = Event::new(Act::END_SESSIONS).on(account_id).with("ending", ending.name());
    event.with("sessions", 1).with("whose", SessionSelector::Session(id))
}

/// Whether a session is over, as it is for a banned person even while it begins.
pub(super) async fn is_over(tx: &mut Transaction, id: &str) -> Result<bool, AppError> {
    Ok(store::is_over(&mut **tx, id).await?)
}

/// Whose sessions these are; `None` where there is none.
pub(crate) async fn owner(tx: &mut Transaction, which: SessionSelector<'_>) -> Result<Option<String>, AppError> {
    match which {
        SessionSelector::Own { account_id, .. } | SessionSelector::Account { account_id, .. } => {
            Ok(Some(account_id.to_owned()))
        }
        SessionSelector::Secret(_) | SessionSelector::Session(_) => Ok(store::owner(&mut **tx, which).await?),
    }
}

/// Ends, within a transaction that tells of it, the sessions of an account that have outlived a deadline;
/// how many. `ending`: what is written down instead of the deadline's own.
pub(crate) async fn end_over(tx: &mut Transaction, account_id: &str, ending: Option<Ending>) -> Result<u64, AppError> {
    let now = tx.now();
    cuts::settle(tx, account_id).await?;
    let ended = store::end_over(&mut **tx, account_id, ending, now).await?;
    if ended > 0 {
        let event = Event::new(Act::END_SESSIONS).on(account_id).with("sessions", ended);
        tx.record(event.with("ending", ending.map_or("deadline", Ending::name)));
    }
    Ok(ended)
}
