//! Removing the second step of somebody who has lost it: some days after a request, so that its owner can object.

use super::{service::Factors, store};
use crate::{
    access::Role,
    audit::{Act, server::Event},
    database::Transaction,
    error::AppError,
    mail::Template,
    policy::Setting,
    texts::factor as t,
};

impl Factors {
    /// Requests that the second step of an account be removed, tells its owner, and returns when. A second request does not
    /// change the time.
    ///
    /// # Errors
    /// [`AppError::Rejected`] if the owner could not be told: without mail, or without a verified e-mail address.
    pub(crate) async fn request_removal(
        &self,
        tx: &mut Transaction,
        account_id: &str,
        (device, address): (String, String),
    ) -> Result<Option<i64>, AppError> {
        let delay = Setting::SECOND_FACTOR_REMOVAL.value(&mut **tx, &Role::MEMBER).await?;
        let new = tx.now() + delay;
        let at = store::end_at(tx, account_id, new).await?;
        if at == Some(new) {
            if !self.accounts.mail().can_notify(tx, account_id).await? {
                return Err(AppError::rejected(t::removal_needs_mail()));
            }
            tx.record(Event::new(Act::REQUEST_REMOVAL).on(account_id));
            let ending = Template::SecondFactorEnding { at: new, device, address };
            self.accounts.mail().notify(tx, account_id, &ending).await?;
            tx.notify_account(account_id).await?;
        }
        Ok(at)
    }

    /// Keeps the second step, if it was to be removed.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(crate) async fn cancel_removal(&self, tx: &mut Transaction, account_id: &str) -> Result<(), AppError> {
        if store::keep(&mut **tx, account_id).await? {
            tx.record(Event::new(Act::CANCEL_REMOVAL).on(account_id));
            tx.notify_account(account_id).await?;
        }
        Ok(())
    }

    /// Removes the second steps that are to be removed by this time, at most this many. Returns how many there were.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(crate) async fn remove_ending(&self, now: i64, most: i64) -> Result<u64, AppError> {
        let accounts = store::ending(self.database.pool(), now, most).await?;
        let mut removed = 0;
        for account_id in &accounts {
            let mut tx = self.database.begin().await?;
            tx.notify_account(account_id).await?;
            // It may have been cancelled meanwhile.
            if store::is_ending(&mut *tx, account_id, now).await? {
                store::remove_of_account(&mut tx, account_id).await?;
                tx.record(Event::new(Act::TURN_OFF_SECOND_FACTOR).on(account_id));
                self.accounts.mail().notify(&mut tx, account_id, &Template::SecondFactorOff).await?;
                tx.commit().await?;
                removed += 1;
            }
        }
        Ok(removed)
    }
}
