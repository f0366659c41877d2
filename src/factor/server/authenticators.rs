//! Setting up authenticator apps.

use super::{
    code::Code,
    qr,
    recovery::DrawnCodes,
    service::{Factors, key_error, wrong},
    store, totp,
};
use crate::{
    account::server::store::lock_account,
    audit::{Act, server::Event},
    database::{Transaction, new_id},
    error::{AppError, Problem},
    factor::NewAuthenticator,
};

/// How long an app can be set up after that has begun, in seconds.
const SET_UP_WITHIN: i64 = 3600;

impl Factors {
    /// Begins to set up an app. The one before works until the new one is confirmed.
    ///
    /// # Errors
    /// [`AppError::Rejected`] if there is no key to encrypt its secret.
    pub(crate) async fn begin(&self, account_id: &str) -> Result<(), AppError> {
        let mut secret = [0_u8; totp::SECRET_LENGTH];
        getrandom::fill(&mut secret).map_err(|error| AppError::internal(&error))?;
        let id = new_id();
        let sealed = self.keys.seal(&secret, &id).map_err(key_error)?;
        let mut tx = self.database.begin().await?;
        if !lock_account(&mut *tx, account_id).await? {
            return Err(AppError::SignInRequired);
        }
        let now = tx.now();
        store::begin(&mut tx, &id, account_id, &sealed, now).await?;
        Ok(tx.commit().await?)
    }

    /// What the app that is being set up needs to know, if there is one.
    ///
    /// # Errors
    /// When the database does not answer, or the secret cannot be decrypted.
    pub(crate) async fn pending(&self, account_id: &str, username: &str) -> Result<Option<NewAuthenticator>, AppError> {
        let since = self.database.now() - SET_UP_WITHIN;
        let Some(row) = store::pending(self.database.pool(), account_id, since).await? else { return Ok(None) };
        let secret = self.keys.open(&row.secret, &row.id).map_err(key_error)?;
        let address = totp::address(&secret, &self.issuer, username);
        let address = address.map_err(|error| AppError::internal(&format!("{error:?}")))?;
        let qr = qr::encode(&address).map_err(|error| AppError::internal(&error))?;
        Ok(Some(NewAuthenticator { secret: totp::shown(&secret), address, qr }))
    }

    /// Encrypts every secret with the first key. Returns how many were encrypted with another one.
    ///
    /// # Errors
    /// When a key is missing, or the database does not answer.
    pub(crate) async fn reencrypt(&self) -> Result<usize, AppError> {
        let mut changed = 0;
        for (id, old) in store::secrets(self.database.pool()).await? {
            if !self.keys.is_current(&old).map_err(key_error)? {
                let secret = self.keys.open(&old, &id).map_err(key_error)?;
                let new = self.keys.seal(&secret, &id).map_err(key_error)?;
                store::replace_secret(self.database.pool(), &id, &old, &new).await?;
                changed += 1;
            }
        }
        Ok(changed)
    }

    /// Checks a code of the app that is being set up, before anything costly is done. Counts as an attempt.
    ///
    /// # Errors
    /// [`AppError::Invalid`] at `code`, [`AppError::TooMany`], [`AppError::NotFound`] if none is being set up.
    pub(crate) async fn check_new(&self, account_id: &str, typed: &str) -> Result<(), AppError> {
        if typed.trim().is_empty() {
            return Err(AppError::field("code", Problem::Required));
        }
        self.accounts.attempts().code(account_id)?;
        let Code::Authenticator(code) = Code::read(typed) else { return Err(wrong()) };
        let since = self.database.now() - SET_UP_WITHIN;
        let row = store::pending(self.database.pool(), account_id, since).await?.ok_or(AppError::NotFound)?;
        self.step(&row, &code)?.map(drop).ok_or_else(wrong)
    }

    /// Confirms the app that is being set up, with a code that was [checked](Self::check_new): from now on, it is asked
    /// for.
    ///
    /// # Errors
    /// [`AppError::Invalid`] at `code`, [`AppError::NotFound`] if none is being set up.
    pub(crate) async fn confirm(&self, tx: &mut Transaction, account_id: &str, typed: &str) -> Result<(), AppError> {
        let Code::Authenticator(code) = Code::read(typed) else { return Err(wrong()) };
        let now = tx.now();
        let row = store::pending(&mut **tx, account_id, now - SET_UP_WITHIN).await?.ok_or(AppError::NotFound)?;
        let step = self.step(&row, &code)?.ok_or_else(wrong)?;
        if store::confirm(tx, &row.id, account_id, step, now).await? { Ok(()) } else { Err(AppError::NotFound) }
    }

    /// Sets an app up without a code of it, for the demo. Returns what the app needs to know, and recovery codes.
    ///
    /// # Errors
    /// [`AppError::Rejected`] if there is no key to encrypt its secret.
    pub(crate) async fn set_up_for_demo(
        &self,
        account_id: &str,
        username: &str,
    ) -> Result<(NewAuthenticator, DrawnCodes), AppError> {
        self.begin(account_id).await?;
        let new = self.pending(account_id, username).await?.ok_or(AppError::NotFound)?;
        let codes = self.draw_codes().await?;
        let mut tx = self.database.begin().await?;
        let now = tx.now();
        let row = store::pending(&mut *tx, account_id, now - SET_UP_WITHIN).await?.ok_or(AppError::NotFound)?;
        store::confirm(&mut tx, &row.id, account_id, 0, now).await?;
        self.store_codes(&mut tx, account_id, &codes).await?;
        tx.record(Event::new(Act::TURN_ON_SECOND_FACTOR).on(account_id));
        tx.commit().await?;
        Ok((new, codes))
    }
}
