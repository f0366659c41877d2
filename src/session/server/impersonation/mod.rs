//! Impersonation: an administrator acts as an account of lower rank, in their own session, for a limited time.
//! Every request checks again whether this is permitted, from the current state of both accounts.

mod store;
mod target;

use self::target::{as_target, is_permitted};
use super::{cuts, row::OpenImpersonation, selector::ImpersonationSelector, service::Sessions};
use crate::{
    access::{IMPERSONATION_HOLDS, Member, server::Grant},
    audit::{Act, server::Event},
    database::{Transaction, new_id},
    error::AppError,
};

/// Starts an impersonation, within the transaction that checked the permission.
///
/// # Errors
/// [`AppError::SignInRequired`] if the session has ended meanwhile.
pub(crate) async fn begin(tx: &mut Transaction, grant: &Grant, account_id: &str, reason: &str) -> Result<(), AppError> {
    let (id, now) = (new_id(), tx.now());
    let impersonator_id = &*grant.member().account_id;
    tx.notify_account(account_id).await?;
    tx.notify_account(impersonator_id).await?;
    let session_id = &*grant.member().session.id;
    cuts::apply_cuts(tx, impersonator_id).await?;
    // An expired impersonation may not have been ended yet.
    if let Some((id, _)) = store::of_session(&mut **tx, session_id).await? {
        end(tx, &id, now).await?;
    }
    let row = store::NewRow { id: &id, session_id, impersonator_id, account_id, reason, now };
    if !store::insert(&mut **tx, row).await? {
        // The session has ended meanwhile.
        return Err(AppError::SignInRequired);
    }
    tx.record(Event::new(Act::IMPERSONATE).on(account_id).with("impersonation", id));
    Ok(())
}

/// Ends the selected impersonations permanently, within the transaction that causes it.
pub(crate) async fn end_selected(tx: &mut Transaction, those: ImpersonationSelector<'_>) -> Result<(), AppError> {
    let now = tx.now();
    let mut ended = store::end_selected(&mut **tx, those, now).await?;
    // Lock the accounts in a fixed order to avoid deadlocks.
    ended.sort_unstable_by(|one, other| one.impersonator_id.cmp(&other.impersonator_id));
    for one in &ended {
        notify_impersonator(tx, one).await?;
    }
    Ok(())
}

/// Ends an impersonation within a transaction. `false`: it had already been ended.
async fn end(tx: &mut Transaction, id: &str, at: i64) -> Result<bool, AppError> {
    let Some(ended) = store::end(&mut **tx, id, at).await? else { return Ok(false) };
    notify_impersonator(tx, &ended).await?;
    Ok(true)
}

async fn notify_impersonator(tx: &mut Transaction, ended: &store::EndedRow) -> Result<(), AppError> {
    tx.notify_account(&ended.impersonator_id).await?;
    let event = Event::new(Act::END_IMPERSONATION).on(&ended.account_id).with("impersonation", &ended.id);
    tx.record(event.with("impersonator", &ended.impersonator_id));
    tracing::info!(impersonator = ended.impersonator_id, account = ended.account_id, "impersonation ended");
    Ok(())
}

impl Sessions {
    /// Ends the impersonation in the caller's session.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn end_impersonation(&self, grant: &Grant) -> Result<(), AppError> {
        let found = store::of_session(self.database.pool(), &grant.member().session.id).await?;
        if let Some((id, account_id)) = found {
            let mut tx = self.database.begin().await?;
            tx.acts_for(grant);
            tx.notify_account(&account_id).await?;
            let now = tx.now();
            if end(&mut tx, &id, now).await? {
                tx.commit().await?;
            }
        }
        Ok(())
    }

    /// Returns the impersonated account as a member, in the session of the impersonator. If the impersonation
    /// is no longer permitted, ends it and returns the impersonator.
    pub(super) async fn impersonate(
        &self,
        member: Member,
        acting: OpenImpersonation,
        now: i64,
    ) -> Result<Member, AppError> {
        let target = store::target(self.database.pool(), &acting.account_id, now).await?;
        if let Some(target) = target.filter(|target| is_permitted(&member, &acting, target, now)) {
            return Ok(as_target(member, &acting, target));
        }
        // Record the end now, so that no later change can revive the impersonation.
        let at = now.min(acting.since.saturating_add(IMPERSONATION_HOLDS));
        let written = self.finish(&acting.id, &acting.account_id, at).await;
        // If this fails, the next request tries again.
        let _ = written.inspect_err(|error| tracing::warn!(cause = %error, "cannot record an impersonation's end"));
        Ok(member)
    }

    /// Ends impersonations that are over, by time or with their session. Returns how many were found.
    pub(super) async fn finish_impersonations(&self, most: i64) -> Result<usize, AppError> {
        let now = self.database.now();
        let over = store::over(self.database.pool(), most, now).await?;
        for one in &over {
            self.finish(&one.id, &one.account_id, one.due_at.min(now)).await?;
        }
        Ok(over.len())
    }

    async fn finish(&self, id: &str, account_id: &str, at: i64) -> Result<(), AppError> {
        let mut tx = self.database.begin().await?;
        tx.notify_account(account_id).await?;
        if end(&mut tx, id, at).await? {
            tx.commit().await?;
        }
        Ok(())
    }
}
