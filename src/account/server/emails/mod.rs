//! E-mail addresses: changing and verifying them. An address that was verified is only replaced once the new one is, too.

pub(crate) mod store;

use self::store::Emails;
use super::{email::parse_email, password::Password, service::Accounts, store::lock_account};
use crate::{
    access::{
        email_waiting,
        server::{Client, Grant, Visit},
    },
    account::EmailLink,
    audit::{
        Act,
        server::{Actor, Event},
    },
    database::{self, Transaction},
    error::{AppError, Conflict, Problem},
    link::{LinkPurpose, code, store as links, token},
    mail::{Template, address_key, masked},
};

const PURPOSE: LinkPurpose = LinkPurpose::VerifyEmail;

impl Accounts {
    /// Changes or removes the caller's address. If it was verified, a new one waits until it is verified, too, and the
    /// old one is notified when it is replaced or removed.
    ///
    /// # Errors
    /// [`AppError::Invalid`], [`AppError::TooMany`] if too many messages were sent within an hour, and those of [`Self::reauthenticate`].
    pub async fn change_email(&self, grant: &Grant, typed: &str, current: Password) -> Result<(), AppError> {
        let new = parse_email(typed).map_err(|problem| AppError::field("email", problem))?;
        self.reauthenticate(grant, current).await?;
        let account_id = &*grant.member().account_id;
        let mut tx = self.database.begin().await?;
        tx.acts_for(grant);
        if !lock_account(&mut *tx, account_id).await? {
            return Err(AppError::SignInRequired);
        }
        let old = store::find(&mut *tx, account_id).await?.ok_or(AppError::SignInRequired)?;
        let key = new.as_deref().map(address_key);
        let verified = old.email.filter(|_| old.email_verified_at.is_some());
        let now = tx.now();
        links::revoke(&mut *tx, account_id, PURPOSE, now).await?;
        match (&new, &verified) {
            (Some(new), Some(old)) if key.as_deref() == Some(&*address_key(old)) => {
                store::set(&mut *tx, account_id, Some(new), key.as_deref(), Some(now)).await?;
            }
            (Some(new), Some(_)) if self.mail.is_on() => {
                store::set_pending(&mut *tx, account_id, new).await?;
                self.mail.notify(&mut tx, account_id, &Template::EmailChanging { new: masked(new) }).await?;
                enough(self.mail.ask_to_verify(&mut tx, account_id, Some(new)).await?)?;
            }
            _ => {
                store::set(&mut *tx, account_id, new.as_deref(), key.as_deref(), None).await?;
                if let Some(old) = &verified {
                    let notice = Template::EmailChanged { new: new.as_deref().map(masked) };
                    self.mail.send(&mut tx, &notice, Some(account_id), Some(old)).await?;
                }
                enough(self.mail.ask_to_verify(&mut tx, account_id, new.as_deref()).await?)?;
            }
        }
        tx.record(Event::new(Act::CHANGE_PROFILE).on(account_id).with("field", "email"));
        tx.notify_account(account_id).await?;
        Ok(tx.commit().await?)
    }

    /// Sends another verification message to the address that waits to be verified.
    ///
    /// # Errors
    /// [`AppError::NotFound`] if none does, or mail is not configured; [`AppError::TooMany`].
    pub async fn send_verification(&self, grant: &Grant) -> Result<(), AppError> {
        let emails = store::find(self.database.pool(), &grant.member().account_id).await?;
        let emails = emails.ok_or(AppError::SignInRequired)?;
        let Some(email) = waiting(&emails).filter(|_| self.mail.is_on()) else { return Err(AppError::NotFound) };
        let mut tx = self.database.begin().await?;
        enough(self.mail.ask_to_verify(&mut tx, &grant.member().account_id, Some(email)).await?)?;
        Ok(tx.commit().await?)
    }

    /// What a verification link is for.
    ///
    /// # Errors
    /// [`AppError::DeadLink`].
    pub async fn check_email_link(&self, _visit: &Visit, token: &str) -> Result<EmailLink, AppError> {
        let now = self.database.now();
        let link = links::find(self.database.pool(), &token::digest(token), PURPOSE, now).await?;
        let link = link.ok_or(AppError::DeadLink)?;
        let (Some(account_id), Some(email)) = (link.account_id, link.email) else { return Err(AppError::DeadLink) };
        let emails = store::find(self.database.pool(), &account_id).await?.ok_or(AppError::DeadLink)?;
        if waits(&emails, &email) {
            Ok(EmailLink { email, username: emails.username })
        } else {
            Err(AppError::DeadLink)
        }
    }

    /// Verifies an address with the link that was sent to it. The person who opens it need not be signed in.
    ///
    /// # Errors
    /// [`AppError::DeadLink`], [`AppError::TooMany`], [`Conflict::EmailTaken`].
    pub async fn verify_email(&self, visit: &Visit, token: &str) -> Result<(), AppError> {
        self.attempts.from_address(&visit.client)?;
        self.verify(&token::digest(token), &visit.client).await
    }

    /// Verifies the caller's address with the code that was sent to it.
    ///
    /// # Errors
    /// [`Problem::WrongEmailCode`] at `code`, [`AppError::TooMany`], [`Conflict::EmailTaken`].
    pub async fn verify_email_with_code(&self, grant: &Grant, typed: &str) -> Result<(), AppError> {
        let typed = code::read(typed);
        if typed.is_empty() {
            return Err(AppError::field("code", Problem::Required));
        }
        let account_id = &*grant.member().account_id;
        self.attempts.code(account_id)?;
        let (pool, now) = (self.database.pool(), self.database.now());
        let found = links::find_by_code(pool, (account_id, &code::digest(&typed, account_id)), PURPOSE, now).await?;
        let Some(token_hash) = found else {
            links::count_wrong_code(pool, account_id, PURPOSE, now).await?;
            return Err(AppError::field("code", Problem::WrongEmailCode));
        };
        self.verify(&token_hash, grant.client()).await
    }

    /// Makes the address of a link the verified one of its account.
    async fn verify(&self, token_hash: &str, client: &Client) -> Result<(), AppError> {
        let mut tx = self.database.begin().await?;
        let now = tx.now();
        let link = links::find(&mut *tx, token_hash, PURPOSE, now).await?.ok_or(AppError::DeadLink)?;
        let (Some(account_id), Some(email)) = (link.account_id, link.email) else { return Err(AppError::DeadLink) };
        if !lock_account(&mut *tx, &account_id).await? {
            return Err(AppError::DeadLink);
        }
        let old = store::find(&mut *tx, &account_id).await?.ok_or(AppError::DeadLink)?;
        let used = links::take(&mut *tx, token_hash, PURPOSE, &client.network(), now).await?;
        if !used || !waits(&old, &email) {
            return Err(AppError::DeadLink);
        }
        tx.acts_for(Actor::from(client).named(&account_id));
        make_verified(&mut tx, &account_id, &email).await?;
        links::revoke(&mut *tx, &account_id, PURPOSE, now).await?;
        if let Some(replaced) = old.email.filter(|_| old.email_verified_at.is_some()) {
            let notice = Template::EmailChanged { new: Some(masked(&email)) };
            self.mail.send(&mut tx, &notice, Some(&account_id), Some(&replaced)).await?;
        }
        tx.record(Event::new(Act::VERIFY_EMAIL).on(&account_id));
        tx.notify_account(&account_id).await?;
        Ok(tx.commit().await?)
    }
}

/// Makes an address the verified one of an account, and takes it from all accounts that have not verified it, so that
/// nobody can prepare an account for the owner of an address.
///
/// # Errors
/// [`Conflict::EmailTaken`].
pub(crate) async fn make_verified(tx: &mut Transaction, account_id: &str, email: &str) -> Result<(), AppError> {
    let taken = || AppError::Conflict { conflict: Conflict::EmailTaken };
    let (key, now) = (address_key(email), tx.now());
    if store::is_taken(&mut **tx, &key, account_id).await? {
        return Err(taken());
    }
    for other in store::drop_unverified(&mut **tx, email, &key, account_id).await? {
        tx.record(Event::new(Act::CHANGE_PROFILE).on(&other).with("field", "email"));
        tx.notify_account(&other).await?;
    }
    match store::set(&mut **tx, account_id, Some(email), Some(&key), Some(now)).await {
        Ok(_) => Ok(()),
        // Another account verified it at the same time.
        Err(database::Error::Database(error)) if error.is_unique_violation() => Err(taken()),
        Err(error) => Err(error.into()),
    }
}

/// How long to wait before more messages are sent, in seconds.
const WAIT: u64 = 3600;

fn enough(is_sent: bool) -> Result<(), AppError> {
    if is_sent { Ok(()) } else { Err(AppError::TooMany { retry_after: WAIT }) }
}

/// The address that waits to be verified.
fn waiting(emails: &Emails) -> Option<&str> {
    email_waiting(emails.email.as_deref(), emails.email_verified_at.is_some(), emails.email_pending.as_deref())
}

/// Whether the account waits for this address to be verified.
fn waits(emails: &Emails, email: &str) -> bool {
    waiting(emails).is_some_and(|waiting| address_key(waiting) == address_key(email))
}
