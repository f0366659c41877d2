//! Password changes: a new password ends the sessions that were started with the old one.

use super::{
    cuts, device_cookie, endings, registry,
    selector::SessionSelector,
    service::Sessions,
    start::{SessionSlot, StartOptions},
};
use crate::{
    access::{
        Ending, Principal,
        server::{Client, Grant, Visit},
    },
    account::server::{Account, password::Password},
    audit::{
        Act,
        server::{Actor, Event},
    },
    database::Transaction,
    error::{AppError, Conflict, Problem},
    factor::server::{forget_challenges, has_other_ways},
    link::{store as links, token},
    mail::Template,
    session::Method,
};

/// The maximum length of a username or an e-mail address, in code points.
const NAME_MAX: usize = 254;

impl Sessions {
    /// Changes the caller's password, ends every session of the account and replaces this one with a new
    /// session, all in one transaction.
    ///
    /// # Errors
    /// Those of [`Accounts::reauthenticate`](crate::account::server::Accounts::reauthenticate),
    /// and [`AppError::Invalid`] at `new_password`.
    pub async fn change_password(
        &self,
        grant: &Grant,
        current: Password,
        new: Password,
    ) -> Result<Principal, AppError> {
        let unchanged = current == new;
        let account = self.accounts.reauthenticate(grant, current).await?;
        if unchanged {
            return Err(AppError::field("new_password", Problem::Unchanged));
        }
        let session = &grant.member().session;
        let name = registry::name(&self.database, &session.id).await?;
        let browser_session = self.browser_session().await?;
        let hash = self.accounts.hash_new_password(&account, new).await?;
        let acting = (grant.into(), Act::CHANGE_PASSWORD);
        let (mut tx, account) = self.begin_new_password(account, hash, acting, None, Some(&session.id)).await?;
        self.accounts.mail().notify(&mut tx, &account.id, &Template::PasswordChanged).await?;
        let start = continued(grant, &account, Method::NewPassword, name);
        self.start(tx, browser_session, &account, grant.client(), start).await
    }

    /// Removes the caller's password, so that only a passkey signs in. Ends every session of the account and replaces this one
    /// with a new session, all in one transaction.
    ///
    /// # Errors
    /// [`Conflict::PasswordNeeded`] if the account has neither two passkeys nor a passkey, recovery codes and a verified
    /// address, [`Conflict::NoPassword`] if it has no password.
    pub async fn remove_password(&self, grant: &Grant) -> Result<Principal, AppError> {
        let session = &grant.member().session;
        let account = self.accounts.find(&grant.member().account_id).await?.ok_or(AppError::SignInRequired)?;
        if !account.has_password() {
            return Err(AppError::Conflict { conflict: Conflict::NoPassword });
        }
        let name = registry::name(&self.database, &session.id).await?;
        let browser_session = self.browser_session().await?;
        let acting = (grant.into(), Act::REMOVE_PASSWORD);
        // No password has an empty hash.
        let (mut tx, account) =
            self.begin_new_password(account, String::new(), acting, None, Some(&session.id)).await?;
        if !has_other_ways(&mut *tx, &account.id).await? {
            return Err(AppError::Conflict { conflict: Conflict::PasswordNeeded });
        }
        self.accounts.mail().notify(&mut tx, &account.id, &Template::PasswordRemoved).await?;
        let start = continued(grant, &account, Method::PasswordRemoved, name);
        self.start(tx, browser_session, &account, grant.client(), start).await
    }

    /// Sets a new password with a reset link and ends every session of the account.
    ///
    /// # Errors
    /// [`AppError::DeadLink`], [`AppError::TooMany`], and [`AppError::Invalid`] at `new_password`.
    pub async fn reset_password(&self, visit: &Visit, token: &str, new: Password) -> Result<(), AppError> {
        self.accounts.attempts().from_address(&visit.client)?;
        let account = self.accounts.check_reset_link(token).await?;
        let actor = Actor::from(&visit.client).named(&account.id);
        let acting = (actor, Act::RESET_PASSWORD);
        let hash = self.accounts.hash_new_password(&account, new).await?;
        // Whoever has the link is not asked for a mailed code as well.
        let device_hash = device_cookie::digest_for(self.cookie, &account.id)?;
        let link = Some((token, &visit.client));
        let (mut tx, account) = self.begin_new_password(account, hash, acting, link, None).await?;
        links::note_device(&mut *tx, &token::digest(token), &device_hash).await?;
        self.accounts.mail().notify(&mut tx, &account.id, &Template::PasswordChanged).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Has a link that sets a new password sent to the verified e-mail address of an account. Whether there is one is only
    /// found out when the message is sent, so that neither the answer nor its time tells (ASVS 6.3.8).
    ///
    /// # Errors
    /// [`Problem::Required`] at `who`, [`AppError::TooMany`], and [`AppError::NotFound`] if mail is not configured.
    pub async fn request_password_reset(&self, visit: &Visit, who: &str) -> Result<(), AppError> {
        let who: String = who.trim().chars().take(NAME_MAX).collect();
        let mail = self.accounts.mail();
        if !mail.is_on() {
            return Err(AppError::NotFound);
        }
        if who.is_empty() {
            return Err(AppError::field("who", Problem::Required));
        }
        self.accounts.attempts().from_address(&visit.client)?;
        let mut tx = self.database.begin().await?;
        mail.send(&mut tx, &Template::PasswordReset { who }, None, None).await?;
        Ok(tx.commit().await?)
    }

    /// Begins a transaction that changes the hash of the account's password and ends its sessions. Returns it with the
    /// updated account. `own`: the ID of the caller's session, which is about to be replaced.
    async fn begin_new_password(
        &self,
        account: Account,
        hash: String,
        (actor, act): (Actor, Act),
        link: Option<(&str, &Client)>,
        own: Option<&str>,
    ) -> Result<(Transaction, Account), AppError> {
        let mut tx = self.database.begin().await?;
        // Starting a session takes this lock first, before those of accounts.
        cuts::current(&mut tx).await?;
        tx.acts_for(actor);
        tx.record(Event::new(act).on(&account.id));
        let ending = if hash.is_empty() { Ending::PasswordRemoved } else { Ending::PasswordChanged };
        let account = self.accounts.replace_password(&mut tx, account, hash, link).await?;
        let account_id = &*account.id;
        if let Some(id) = own
            && endings::end(&mut tx, SessionSelector::Own { account_id, id }, Ending::Replaced, own).await? == 0
        {
            // The session was ended meanwhile and must not be revived.
            return Err(AppError::SignInRequired);
        }
        // Whoever asked for that knew the old one.
        self.factors.cancel_removal(&mut tx, account_id).await?;
        forget_challenges(&mut tx, account_id).await?;
        let all = SessionSelector::Account { account_id, except: "" };
        endings::end(&mut tx, all, ending, own).await?;
        Ok((tx, account))
    }
}

/// The options of the session that takes the place of the caller's, whose password has changed.
fn continued(grant: &Grant, account: &Account, method: Method, name: String) -> StartOptions<'static> {
    StartOptions {
        method,
        remember_me: grant.member().session.remember_me,
        name,
        place: SessionSlot::Free,
        level: if account.second_factor { 2 } else { 1 },
    }
}
