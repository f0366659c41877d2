//! The service that changes one's own second factors, and that ends misuse.

mod misuse;
mod passkeys;

use leptos::prelude::use_context;

use super::NewRecoveryCodes;
use crate::{
    access::{Ending, server::Grant},
    account::server::store::set_new_device_notices,
    audit::{Act, server::Event},
    database::{Database, Transaction},
    error::{AppError, Conflict},
    factor::{
        NewAuthenticator, SecondFactors,
        server::{can_postpone, has_second_factor, is_stranded, postpone, remove_authenticator, remove_of_account},
    },
    mail::{Mail, Template},
    session::server::{SessionSelector, Sessions, cuts, endings},
};

/// The service. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Security {
    database: Database,
    sessions: Sessions,
}

impl Security {
    /// Creates the service.
    pub fn new(database: Database, sessions: Sessions) -> Self {
        Self { database, sessions }
    }

    /// Returns the service from the request's context.
    ///
    /// # Errors
    /// [`AppError::Internal`] if the server provided none.
    pub fn expect() -> Result<Self, AppError> {
        use_context().ok_or_else(|| AppError::internal(&"no security in context"))
    }

    /// The caller's second factors.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn second_factors(&self, grant: &Grant) -> Result<SecondFactors, AppError> {
        let member = grant.member();
        let factors = self.sessions.factors().of(&member.account_id).await?;
        let can_postpone =
            member.must_set_up() && can_postpone(self.database.pool(), &member.account_id, &member.session.id).await?;
        Ok(SecondFactors { can_postpone, ..factors })
    }

    /// What the app that the caller is setting up needs to know.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn new_authenticator(&self, grant: &Grant) -> Result<Option<NewAuthenticator>, AppError> {
        let member = grant.member();
        self.sessions.factors().pending(&member.account_id, &member.username).await
    }

    /// Begins to set up an authenticator app. One that is set up works until the new one is confirmed.
    ///
    /// # Errors
    /// [`AppError::Rejected`] if the server has no key to encrypt its secret.
    pub async fn begin_authenticator(&self, grant: &Grant) -> Result<(), AppError> {
        self.sessions.factors().begin(&grant.member().account_id).await
    }

    /// Confirms the app, ends the caller's other sessions, and replaces the recovery codes, in one transaction
    /// (ASVS 7.4.3).
    ///
    /// # Errors
    /// [`AppError::Invalid`] at `code`, [`AppError::TooMany`], [`AppError::NotFound`] if no app is being set up.
    pub async fn confirm_authenticator(&self, grant: &Grant, code: &str) -> Result<NewRecoveryCodes, AppError> {
        let factors = self.sessions.factors();
        let (account_id, own) = (&*grant.member().account_id, &*grant.member().session.id);
        factors.check_new(account_id, code).await?;
        let codes = factors.draw_codes().await?;
        let mut tx = self.begin(grant).await?;
        factors.confirm(&mut tx, account_id, code).await?;
        factors.cancel_removal(&mut tx, account_id).await?;
        factors.store_codes(&mut tx, account_id, &codes).await?;
        tx.record(Event::new(Act::TURN_ON_SECOND_FACTOR).on(account_id));
        self.mail().notify(&mut tx, account_id, &Template::SecondFactorOn).await?;
        let others = SessionSelector::Account { account_id, except: own };
        endings::end(&mut tx, others, Ending::SecondFactorChanged, Some(own)).await?;
        tx.commit().await?;
        Ok(NewRecoveryCodes { codes: codes.shown })
    }

    /// Removes the app. Without a security key, this turns the second step off, and removes the recovery codes.
    ///
    /// # Errors
    /// [`AppError::NotFound`] if there is none, [`Conflict::SecondFactorRequired`], [`Conflict::PasswordNeeded`].
    pub async fn remove_authenticator(&self, grant: &Grant) -> Result<(), AppError> {
        let account_id = &*grant.member().account_id;
        let mut tx = self.begin(grant).await?;
        if !remove_authenticator(&mut tx, account_id).await? {
            return Err(AppError::NotFound);
        }
        tx.record(Event::new(Act::REMOVE_AUTHENTICATOR).on(account_id));
        self.keep_a_way_in(&mut tx, account_id).await?;
        if !self.check_turned_off(&mut tx, grant).await? {
            self.mail().notify(&mut tx, account_id, &Template::AuthenticatorRemoved).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Records and announces that the second step was turned off, if the account has no second factor any more. Returns whether
    /// that is so.
    ///
    /// # Errors
    /// [`Conflict::SecondFactorRequired`].
    async fn check_turned_off(&self, tx: &mut Transaction, grant: &Grant) -> Result<bool, AppError> {
        let account_id = &*grant.member().account_id;
        if has_second_factor(&mut **tx, account_id).await? {
            return Ok(false);
        }
        if grant.member().must_keep_second_factor() {
            return Err(AppError::Conflict { conflict: Conflict::SecondFactorRequired });
        }
        tx.record(Event::new(Act::TURN_OFF_SECOND_FACTOR).on(account_id));
        self.mail().notify(tx, account_id, &Template::SecondFactorOff).await?;
        Ok(true)
    }

    /// Puts off setting up the second factor that the policy requires, for the owner of a new installation, once. The next
    /// sign-in requires it.
    ///
    /// # Errors
    /// [`Conflict::SecondFactorRequired`] if it cannot be put off.
    pub async fn postpone_set_up(&self, grant: &Grant) -> Result<(), AppError> {
        let account_id = &*grant.member().account_id;
        let mut tx = self.begin(grant).await?;
        if !postpone(&mut *tx, account_id, &grant.member().session.id).await? {
            return Err(AppError::Conflict { conflict: Conflict::SecondFactorRequired });
        }
        tx.record(Event::new(Act::POSTPONE_SET_UP).on(account_id));
        Ok(tx.commit().await?)
    }

    /// # Errors
    /// [`Conflict::PasswordNeeded`] if the account has no password and not enough other ways to sign in any more.
    async fn keep_a_way_in(&self, tx: &mut Transaction, account_id: &str) -> Result<(), AppError> {
        if is_stranded(tx, account_id).await? {
            return Err(AppError::Conflict { conflict: Conflict::PasswordNeeded });
        }
        Ok(())
    }

    /// Keeps the caller's second factor that was to be removed.
    ///
    /// # Errors
    /// [`AppError::SignInRequired`] if the session has ended meanwhile.
    pub async fn cancel_removal(&self, grant: &Grant) -> Result<(), AppError> {
        let mut tx = self.begin(grant).await?;
        self.sessions.factors().cancel_removal(&mut tx, &grant.member().account_id).await?;
        Ok(tx.commit().await?)
    }

    /// Removes the second factors of somebody who has lost them. For the operator, who has made sure who is asking.
    /// Returns whether there were any.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(crate) async fn remove_second_factor(&self, grant: &Grant, account_id: &str) -> Result<bool, AppError> {
        let factors = self.sessions.factors().of(account_id).await?;
        if factors.authenticator.is_none() && factors.security_keys == 0 {
            return Ok(false);
        }
        let mut tx = self.database.begin().await?;
        tx.acts_for(grant);
        tx.notify_account(account_id).await?;
        remove_of_account(&mut tx, account_id).await?;
        tx.record(Event::new(Act::TURN_OFF_SECOND_FACTOR).on(account_id));
        self.mail().notify(&mut tx, account_id, &Template::SecondFactorOff).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Replaces the recovery codes.
    ///
    /// # Errors
    /// [`AppError::NotFound`] if the account has no second factor, [`AppError::TooMany`].
    pub async fn create_recovery_codes(&self, grant: &Grant) -> Result<NewRecoveryCodes, AppError> {
        let factors = self.sessions.factors();
        let account_id = &*grant.member().account_id;
        if !grant.member().second_factor {
            return Err(AppError::NotFound);
        }
        self.sessions.accounts().attempts().code(account_id)?;
        let codes = factors.draw_codes().await?;
        let mut tx = self.begin(grant).await?;
        if !has_second_factor(&mut *tx, account_id).await? {
            return Err(AppError::NotFound);
        }
        factors.store_codes(&mut tx, account_id, &codes).await?;
        tx.record(Event::new(Act::CREATE_RECOVERY_CODES).on(account_id));
        self.mail().notify(&mut tx, account_id, &Template::NewRecoveryCodes).await?;
        tx.commit().await?;
        Ok(NewRecoveryCodes { codes: codes.shown })
    }

    /// Turns the emails about sign-ins on new devices on or off. The audit records it, because it hides something.
    ///
    /// # Errors
    /// [`AppError::SignInRequired`] if the session has ended meanwhile.
    pub async fn change_notices(&self, grant: &Grant, new_devices: bool) -> Result<(), AppError> {
        let account_id = &*grant.member().account_id;
        let mut tx = self.begin(grant).await?;
        if set_new_device_notices(&mut *tx, account_id, new_devices).await? {
            tx.record(Event::new(Act::CHANGE_PROFILE).on(account_id).with("field", "new_device_notices"));
        }
        Ok(tx.commit().await?)
    }

    fn mail(&self) -> &Mail {
        self.sessions.accounts().mail()
    }

    /// Begins a transaction of the caller that locks their account and notifies their open tabs.
    ///
    /// # Errors
    /// [`AppError::SignInRequired`] if the session has ended meanwhile.
    async fn begin(&self, grant: &Grant) -> Result<Transaction, AppError> {
        self.sessions.write_activity().await?;
        let mut tx = self.database.begin().await?;
        tx.acts_for(grant);
        // Ending sessions locks the policy before accounts, so do the same here.
        cuts::current(&mut tx).await?;
        let member = grant.member();
        tx.notify_account(&member.account_id).await?;
        // The session may have been ended since the request began.
        cuts::apply_cuts(&mut tx, &member.account_id).await?;
        if endings::is_over(&mut tx, &member.session.id).await? {
            return Err(AppError::SignInRequired);
        }
        Ok(tx)
    }
}
