//! What people do who did not do what a message was about: they end every session, and take their address back.

use super::Security;
use crate::{
    access::{
        Ending,
        server::{Client, Visit},
    },
    account::{
        EmailLink,
        server::{emails::store as emails, store::lock_account},
    },
    audit::{
        Act,
        server::{Actor, Event},
    },
    database::Transaction,
    error::{AppError, Conflict},
    link::{LinkPurpose, store as links, store::Link, token},
    mail::{Template, address_key},
    session::server::{SessionSelector, cuts, endings},
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

    /// Ends all sessions of the account, sends a link that sets a new password, and tells the administrators, in one
    /// transaction.
    ///
    /// # Errors
    /// [`AppError::DeadLink`], [`AppError::TooMany`].
    pub async fn report_misuse(&self, visit: &Visit, token: &str) -> Result<(), AppError> {
        let (tx, _) = self.begin_report(&visit.client, token, LinkPurpose::ReportMisuse, Act::REPORT_MISUSE).await?;
        Ok(tx.commit().await?)
    }

    /// Makes the address of the link the verified one again, and does what [`Self::report_misuse`] does.
    ///
    /// # Errors
    /// [`AppError::DeadLink`], [`AppError::TooMany`], [`Conflict::EmailTaken`].
    pub async fn restore_email(&self, visit: &Visit, token: &str) -> Result<(), AppError> {
        let purpose = LinkPurpose::RestoreEmail;
        let (mut tx, link) = self.begin_report(&visit.client, token, purpose, Act::RESTORE_EMAIL).await?;
        let (account_id, email, key) = (link.account_id, &link.email, address_key(&link.email));
        if emails::is_taken(&mut *tx, &key, &account_id).await? {
            return Err(AppError::Conflict { conflict: Conflict::EmailTaken });
        }
        let now = tx.now();
        emails::set(&mut *tx, &account_id, Some(email), Some(&key), Some(now)).await?;
        // What was sent to the other address must not undo this.
        for purpose in [LinkPurpose::VerifyEmail, LinkPurpose::RestoreEmail, LinkPurpose::PasswordReset] {
            links::revoke(&mut *tx, &account_id, purpose, now).await?;
        }
        Ok(tx.commit().await?)
    }

    async fn begin_report(
        &self,
        client: &Client,
        token: &str,
        purpose: LinkPurpose,
        act: Act,
    ) -> Result<(Transaction, Reported), AppError> {
        self.sessions.accounts().attempts().from_address(client)?;
        self.sessions.write_activity().await?;
        let digest = token::digest(token);
        let mut tx = self.database.begin().await?;
        // Ending sessions locks the policy before accounts, so do the same here.
        cuts::current(&mut tx).await?;
        let now = tx.now();
        let link = links::find(&mut *tx, &digest, purpose, now).await?;
        let Some(Link { account_id: Some(account_id), email: Some(email) }) = link else {
            return Err(AppError::DeadLink);
        };
        if !lock_account(&mut *tx, &account_id).await?
            || !links::take(&mut *tx, &digest, purpose, &client.network(), now).await?
        {
            return Err(AppError::DeadLink);
        }
        let account = emails::find(&mut *tx, &account_id).await?.ok_or(AppError::DeadLink)?;
        tx.acts_for(Actor::from(client).named(&account_id));
        tx.record(Event::new(act).on(&account_id));
        let all = SessionSelector::Account { account_id: &account_id, except: "" };
        endings::end(&mut tx, all, Ending::MisuseReported, None).await?;
        tx.notify_account(&account_id).await?;
        let mail = self.sessions.accounts().mail();
        let reset = Template::PasswordReset { who: account.username.clone() };
        mail.send(&mut tx, &reset, None, None).await?;
        mail.notify_administrators(&mut tx, &Template::MisuseReported { whom: account.username }).await?;
        Ok((tx, Reported { account_id, email }))
    }
}

/// Whose misuse was reported, and the address to which the link was sent.
struct Reported {
    account_id: String,
    email: String,
}
