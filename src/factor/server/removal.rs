//! Removing the second step of somebody who has lost it: some days after a request, so that its owner can object.

use super::{service::Factors, store};
use crate::{
    access::Role,
    audit::{Act, server::Event},
    database::Transaction,
    error::{AppError, Conflict},
    mail::Template,
    policy::Setting,
    texts::factor as t,
};

/// How long a removal that is due waits for the message about it to be sent, in seconds. Then it is cancelled.
const WAITS: i64 = 3 * 86_400;

impl Factors {
    /// Requests that the second step of an account be removed, and tells its owner. A second request does not change the
    /// time. The caller has locked the account.
    ///
    /// # Errors
    /// [`Conflict::SecondFactorRequired`]. [`AppError::Rejected`] if the policy does not allow it, if the owner could not be
    /// told, or if the password or the e-mail address is younger than the delay: whoever has got hold of the mailbox could
    /// have set them.
    pub(crate) async fn request_removal(
        &self,
        tx: &mut Transaction,
        account_id: &str,
        (device, address): (String, String),
    ) -> Result<(), AppError> {
        let Some(row) = store::removal(&mut **tx, account_id).await? else { return Err(AppError::SignInRequired) };
        if row.second_factor_ends_at.is_some() {
            return Ok(());
        }
        let role = Role::from_name(&row.role).unwrap_or(Role::MEMBER);
        let delay = Setting::SECOND_FACTOR_REMOVAL.value(&mut **tx, &role).await?;
        let required_from = store::required_from(&mut **tx, &row.role).await?;
        if required_from.is_some_and(|from| from <= tx.now() + delay) {
            return Err(AppError::Conflict { conflict: Conflict::SecondFactorRequired });
        }
        if delay == 0 {
            return Err(AppError::rejected(t::removal_not_allowed()));
        }
        if !self.accounts.mail().is_on() || row.email_verified_at.is_none() {
            return Err(AppError::rejected(t::removal_needs_mail()));
        }
        let now = tx.now();
        if row.password_changed_at.max(row.email_verified_at.unwrap_or(now)) > now - delay {
            return Err(AppError::rejected(t::removal_too_early()));
        }
        let at = now + delay;
        store::end_at(&mut **tx, account_id, now, at).await?;
        tx.record(Event::new(Act::REQUEST_REMOVAL).on(account_id));
        let ending = Template::SecondFactorEnding { at, device, address };
        if !self.accounts.mail().notify_surely(tx, account_id, &ending).await? {
            return Err(AppError::rejected(t::removal_needs_mail()));
        }
        Ok(tx.notify_account(account_id).await?)
    }

    /// Keeps the second step. Returns whether it was to be removed.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(crate) async fn cancel_removal(&self, tx: &mut Transaction, account_id: &str) -> Result<bool, AppError> {
        let was_ending = store::keep(&mut **tx, account_id).await?;
        if was_ending {
            tx.record(Event::new(Act::CANCEL_REMOVAL).on(account_id));
            tx.notify_account(account_id).await?;
        }
        Ok(was_ending)
    }

    /// Removes the second steps that are to be removed by this time, at most this many, if their owners were told. Returns
    /// how many there were.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(crate) async fn remove_ending(&self, now: i64, most: i64) -> Result<u64, AppError> {
        let mut removed = 0;
        for account_id in store::ending(self.database.pool(), now, most).await? {
            match self.remove_one(&account_id, now).await {
                Ok(was_removed) => removed += u64::from(was_removed),
                Err(error) => tracing::warn!(cause = %error, "cannot remove a second step; it will be retried"),
            }
        }
        Ok(removed)
    }

    async fn remove_one(&self, account_id: &str, now: i64) -> Result<bool, AppError> {
        let mut tx = self.database.begin().await?;
        tx.notify_account(account_id).await?;
        match store::overdue(&mut *tx, account_id, now).await? {
            // It has become required meanwhile.
            Some(_) if self.is_required(&mut tx, account_id, now).await? => {
                self.cancel_removal(&mut tx, account_id).await?;
                tx.commit().await?;
                Ok(false)
            }
            Some((_, true)) => {
                store::remove_of_account(&mut tx, account_id).await?;
                tx.record(Event::new(Act::TURN_OFF_SECOND_FACTOR).on(account_id));
                self.accounts.mail().notify(&mut tx, account_id, &Template::SecondFactorOff).await?;
                tx.commit().await?;
                Ok(true)
            }
            Some((seconds, false)) if seconds > WAITS => {
                self.cancel_removal(&mut tx, account_id).await?;
                tx.commit().await?;
                Ok(false)
            }
            // It was cancelled meanwhile, or the message is still waiting.
            _ => Ok(false),
        }
    }

    async fn is_required(&self, tx: &mut Transaction, account_id: &str, now: i64) -> Result<bool, AppError> {
        let role = store::role(&mut **tx, account_id).await?;
        Ok(store::required_from(&mut **tx, &role).await?.is_some_and(|from| from <= now))
    }
}
