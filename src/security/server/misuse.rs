//! What people do who did not do what a message was about: they end every session, and take their address back.

use super::Security;
#[cfg(doc)]
use crate::error::Conflict;
use crate::{
    access::{
        Ending,
        server::{Client, Visit},
    },
    account::{
        EmailLink,
        server::{
            emails::make_verified,
            password::Password,
            store::{lock_account, set_new_device_notices},
        },
    },
    audit::{
        Act,
        server::{Actor, Event},
    },
    error::AppError,
    factor::server::{KeyKind, remove_passkeys},
    link::{LinkPurpose, store as links, store::Link, token},
    mail::Template,
    session::server::{SessionSelector, cuts, endings, forget_devices},
};

impl Security {
    /// The username of the account whose misuse a link reports.
    ///
    /// # Errors
    /// [`AppError::DeadLink`].
    pub async fn check_misuse_link(&self, _visit: &Visit, token: &str) -> Result<String, AppError> {
        Ok(self.check_link(token, LinkPurpose::ReportMisuse).await?.username)
    }

    /// Which address of which account a link restores.
    ///
    /// # Errors
    /// [`AppError::DeadLink`].
    pub async fn check_restore_link(&self, _visit: &Visit, token: &str) -> Result<EmailLink, AppError> {
        self.check_link(token, LinkPurpose::RestoreEmail).await
    }

    async fn check_link(&self, token: &str, purpose: LinkPurpose) -> Result<EmailLink, AppError> {
        let now = self.database.now();
        let link = links::find(self.database.pool(), &token::digest(token), purpose, now).await?;
        let Some(Link { account_id: Some(account_id), email: Some(email) }) = link else {
            return Err(AppError::DeadLink);
        };
        let account = self.sessions.accounts().find(&account_id).await?.ok_or(AppError::DeadLink)?;
        Ok(EmailLink { email, username: account.username })
    }

    /// Ends all sessions of the account, makes its password useless, removes its passkeys, makes the address of the link the
    /// verified one again, sends a link that sets a new password, and tells the administrators, in one transaction. So
    /// whoever took over the account, and perhaps changed its address, is locked out.
    ///
    /// # Errors
    /// [`AppError::DeadLink`], [`AppError::TooMany`], and [`Conflict::EmailTaken`] if another account has verified the
    /// address meanwhile.
    pub async fn report_misuse(&self, visit: &Visit, token: &str) -> Result<(), AppError> {
        self.lock_out(&visit.client, token, LinkPurpose::ReportMisuse, Act::REPORT_MISUSE).await
    }

    /// Makes the address of the link the verified one again, and does what [`Self::report_misuse`] does.
    ///
    /// # Errors
    /// Those of [`Self::report_misuse`].
    pub async fn restore_email(&self, visit: &Visit, token: &str) -> Result<(), AppError> {
        self.lock_out(&visit.client, token, LinkPurpose::RestoreEmail, Act::RESTORE_EMAIL).await
    }

    async fn lock_out(&self, client: &Client, token: &str, purpose: LinkPurpose, act: Act) -> Result<(), AppError> {
        let (accounts, digest) = (self.sessions.accounts(), token::digest(token));
        accounts.attempts().from_address(client)?;
        let link = links::find(self.database.pool(), &digest, purpose, self.database.now()).await?;
        let Some(Link { account_id: Some(account_id), email: Some(email) }) = link else {
            return Err(AppError::DeadLink);
        };
        let account = accounts.find(&account_id).await?.ok_or(AppError::DeadLink)?;
        let username = account.username.clone();
        // Nobody knows this password.
        let random = token::generate().map_err(|error| AppError::internal(&error))?;
        let hash = accounts.hashers().hash(Password::from(random)).await?;
        self.sessions.write_activity().await?;
        let mut tx = self.database.begin().await?;
        // Ending sessions locks the policy before accounts, so do the same here.
        cuts::current(&mut tx).await?;
        let now = tx.now();
        // Lock the account before its links, as all code does: another of them may be in use at the same time.
        if !lock_account(&mut *tx, &account_id).await? {
            return Err(AppError::DeadLink);
        }
        if !links::take(&mut *tx, &digest, purpose, &client.network(), now).await? {
            return Err(AppError::DeadLink);
        }
        tx.acts_for(Actor::from(client).named(&account_id));
        tx.record(Event::new(act).on(&account_id));
        // The password may have been changed since the account was read; a second attempt finds the new one.
        accounts.replace_password(&mut tx, account, hash, None).await.map_err(|_| AppError::Busy)?;
        let all = SessionSelector::Account { account_id: &account_id, except: "" };
        endings::end(&mut tx, all, Ending::MisuseReported, None).await?;
        make_verified(&mut tx, &account_id, &email).await?;
        self.sessions.factors().cancel_removal(&mut tx, &account_id).await?;
        forget_devices(&mut tx, &account_id).await?;
        // Whoever took over the account may have turned them off.
        set_new_device_notices(&mut *tx, &account_id, true).await?;
        // Whoever took over the account may have added one, or be about to.
        let passkeys = remove_passkeys(&mut tx, &account_id, None, Some(KeyKind::Passkey)).await?;
        if passkeys > 0 {
            tx.record(Event::new(Act::REMOVE_PASSKEY).on(&account_id).with("count", passkeys));
        }
        // What was sent to another address, or would be, must not undo this.
        for purpose in [LinkPurpose::VerifyEmail, LinkPurpose::RestoreEmail, LinkPurpose::ReportMisuse] {
            links::revoke(&mut *tx, &account_id, purpose, now).await?;
        }
        tx.notify_account(&account_id).await?;
        let mail = accounts.mail();
        mail.forget_waiting(&mut tx, &account_id).await?;
        mail.send(&mut tx, &Template::AccountSecured, Some(&account_id), Some(&email)).await?;
        mail.notify_administrators(&mut tx, &Template::MisuseReported { whom: username }).await?;
        Ok(tx.commit().await?)
    }
}
