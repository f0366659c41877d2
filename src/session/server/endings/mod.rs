//! Ends sessions, permanently: for a person, an administrator or a time limit. Notifies the accounts concerned.

mod store;

pub(super) use store::remove_some;

use super::{
    cuts,
    impersonation::end_selected,
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
    /// Ends sessions permanently and notifies their account. Returns how many were live.
    pub(crate) async fn end(
        &self,
        actor: impl Into<Actor>,
        which: SessionSelector<'_>,
        ending: Ending,
        by: Option<&str>,
    ) -> Result<usize, AppError> {
        // Write pending activity first: recently active sessions have not expired.
        self.write_activity().await?;
        let mut tx = self.database.begin().await?;
        tx.acts_for(actor);
        let ended = end(&mut tx, which, ending, by).await?;
        if tx.has_recorded() {
            tx.commit().await?;
        }
        Ok(ended)
    }

    /// Records that a session has expired. `false`: it was ended or active meanwhile.
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

    /// Ends some expired sessions, each in its own transaction. Returns how many were found.
    pub(super) async fn expire_some(&self, most: i64) -> Result<usize, AppError> {
        let now = self.database.now();
        let expired = store::expired(self.database.pool(), most, now).await?;
        for session in &expired {
            let Some(ending) = session.deadlines.ending(now) else { continue };
            let mut tx = self.database.begin().await?;
            tx.notify_account(&session.account_id).await?;
            let at = session.deadlines.idle.min(now);
            if store::expire(&mut *tx, &session.id, session.last_seen_at, ending, at).await? {
                tx.record(ended_one(&session.account_id, &session.id, ending));
                tx.commit().await?;
            }
        }
        Ok(expired.len())
    }
}

/// Ends sessions of one account within a transaction, notifies the account and records the events. Returns how
/// many were live. Use [`cuts`] to end the sessions of many accounts.
///
/// Locks the account's row before its sessions' rows, like all code that locks both, to avoid deadlocks.
pub(crate) async fn end(
    tx: &mut Transaction,
    which: SessionSelector<'_>,
    ending: Ending,
    by: Option<&str>,
) -> Result<usize, AppError> {
    let now = tx.now();
    let Some(owner) = owner(tx, which).await? else { return Ok(0) };
    tx.notify_account(&owner).await?;
    cuts::apply_cuts(tx, &owner).await?;
    end_selected(tx, ImpersonationSelector::Of(which)).await?;
    let endings = store::end(&mut **tx, which, ending, by, now).await?;
    let count = |ending: Ending| endings.iter().filter(|found| *found == ending.name()).count();
    // Sessions that had already expired unnoticed have that as their ending.
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

/// Whether a session has ended. A banned person's session has ended as soon as it starts.
pub(crate) async fn is_over(tx: &mut Transaction, id: &str) -> Result<bool, AppError> {
    Ok(store::is_over(&mut **tx, id).await?)
}

/// The ID of the account that owns the sessions. `None`: there is no such session, or it has ended.
pub(crate) async fn owner(tx: &mut Transaction, which: SessionSelector<'_>) -> Result<Option<String>, AppError> {
    match which {
        SessionSelector::Own { account_id, .. } | SessionSelector::Account { account_id, .. } => {
            Ok(Some(account_id.to_owned()))
        }
        SessionSelector::Secret(_) | SessionSelector::Session(_) => Ok(store::owner(&mut **tx, which).await?),
    }
}

/// Ends the expired sessions of an account, within a transaction that notifies it. Returns how many. `ending`:
/// recorded instead of the limit that was reached.
pub(crate) async fn end_expired(
    tx: &mut Transaction,
    account_id: &str,
    ending: Option<Ending>,
) -> Result<u64, AppError> {
    let now = tx.now();
    cuts::apply_cuts(tx, account_id).await?;
    let ended = store::end_expired(&mut **tx, account_id, ending, now).await?;
    if ended > 0 {
        let event = Event::new(Act::END_SESSIONS).on(account_id).with("sessions", ended);
        tx.record(event.with("ending", ending.map_or("deadline", Ending::name)));
    }
    Ok(ended)
}
