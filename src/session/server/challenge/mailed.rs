//! The code that is mailed when somebody enters the right password of an account without a second factor in a browser that
//! the account does not know. It is drawn when the message is sent, and works in that browser only.

use super::{cookie::own_secret, store};
use crate::{
    access::server::{Client, Visit},
    account::server::{Account, store::lock_account},
    database::Transaction,
    error::{AppError, Problem},
    link::code,
    mail::Template,
    policy::Setting,
    session::server::{device_cookie, notices::origin, service::Sessions},
};

/// The value of [`Setting::NEW_DEVICE_CODE`] with which codes are mailed.
const REQUIRED: i64 = 0;
/// How long to wait before more codes are mailed, in seconds.
const WAIT: u64 = 3600;

impl Sessions {
    /// The address to which a code is mailed before this account can be signed in to. `None`: the password is enough,
    /// because the policy asks for no code, the account knows the browser or no other, or no message can reach its owner.
    pub(super) async fn address_for_code(&self, account: &Account) -> Result<Option<String>, AppError> {
        let pool = self.database.pool();
        if !self.accounts.mail().is_on() || Setting::NEW_DEVICE_CODE.value(pool, &account.role).await? != REQUIRED {
            return Ok(None);
        }
        let device = device_cookie::known_digest_for(&account.id).unwrap_or_default();
        Ok(store::address_for_code(pool, &account.id, &device).await?)
    }

    /// Has a code mailed that answers a challenge. The account is locked.
    ///
    /// # Errors
    /// [`AppError::TooMany`] if the account has been sent too many.
    pub(super) async fn mail_code(
        &self,
        tx: &mut Transaction,
        challenge: &str,
        (account_id, email): (&str, &str),
        client: &Client,
    ) -> Result<(), AppError> {
        let (device, address) = origin(client);
        let message = Template::SignInCode { challenge: challenge.to_owned(), device, address };
        let sent = self.accounts.mail().send(tx, &message, Some(account_id), Some(email)).await?;
        sent.map(drop).ok_or(AppError::TooMany { retry_after: WAIT })
    }

    /// Has another code mailed, in place of the last one.
    ///
    /// # Errors
    /// [`AppError::SignInRequired`] if the challenge is over, [`AppError::NotFound`] if it asks for the second factor, and
    /// [`AppError::TooMany`].
    pub async fn send_code_again(&self, visit: &Visit) -> Result<(), AppError> {
        let secret = own_secret()?;
        let mut tx = self.database.begin().await?;
        let now = tx.now();
        let row = store::find(&mut *tx, &secret, now).await?.ok_or(AppError::SignInRequired)?;
        let account_id = row.account_id;
        lock_account(&mut *tx, &account_id).await?;
        // The address may have been changed since the row was read.
        let row = store::find(&mut *tx, &secret, now).await?.ok_or(AppError::SignInRequired)?;
        let email = row.email.ok_or(AppError::NotFound)?;
        self.mail_code(&mut tx, &secret, (&account_id, &email), &visit.client).await?;
        Ok(tx.commit().await?)
    }

    /// Checks a mailed code. Returns its digest, which has to be used.
    ///
    /// # Errors
    /// [`Problem::Required`] and [`Problem::WrongEmailCode`] at `code`, and [`AppError::TooMany`].
    pub(super) async fn check_mailed_code(
        &self,
        secret: &str,
        account_id: &str,
        typed: &str,
    ) -> Result<String, AppError> {
        let typed = code::read(typed);
        if typed.is_empty() {
            return Err(AppError::field("code", Problem::Required));
        }
        self.accounts.attempts().code(account_id)?;
        let digest = code::digest(&typed, secret);
        match store::try_code(self.database.pool(), secret).await? {
            Some(right) if right == digest => Ok(digest),
            _ => Err(AppError::field("code", Problem::WrongEmailCode)),
        }
    }
}
