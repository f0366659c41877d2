//! The rules of closing accounts. One transaction ends every session and erases personal data; the row remains
//! because other rows refer to it. Closing cannot be undone.

mod store;

use leptos::prelude::use_context;

use crate::{
    access::{Ending, Permission, Principal, server::Grant},
    account::server::{password::Password, store::lock_administrators, username},
    audit::{
        Act,
        server::{Actor, Event, forget},
    },
    ban::server as bans,
    database::Transaction,
    directory::AccountSummary,
    directory::server::Directory,
    directory::server::{actor, keep_an_administrator, store as accounts},
    error::{AppError, Conflict, Problem},
    feature::server::ServerFeatures,
    session::server::Sessions,
    session::server::{SessionSelector, endings},
};

/// The service that closes accounts. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Closing {
    directory: Directory,
    sessions: Sessions,
    features: ServerFeatures,
}

impl Closing {
    /// Creates the service.
    pub fn new(directory: Directory, sessions: Sessions, features: ServerFeatures) -> Self {
        Self { directory, sessions, features }
    }

    /// Returns the service from the request's context.
    ///
    /// # Errors
    /// [`AppError::Internal`] if the server provided none.
    pub fn expect() -> Result<Self, AppError> {
        use_context().ok_or_else(|| AppError::internal(&"no closing in context"))
    }

    /// Closes the caller's own account, after checking the password and the typed username.
    ///
    /// # Errors
    /// [`AppError::Invalid`] at `username` or `current_password`, [`AppError::TooMany`],
    /// [`Conflict::LastAdministrator`], and [`AppError::SignInRequired`] if the session has ended meanwhile, for
    /// example because of a ban.
    pub async fn close_own(&self, grant: &Grant, typed: &str, current: Password) -> Result<Principal, AppError> {
        let member = grant.member();
        confirm(typed, &member.username)?;
        self.sessions.accounts().reauthenticate(grant, current).await?;
        // Write recent activity first, so that sessions that are still active do not count as expired.
        self.sessions.write_activity().await?;
        let account_id = &*member.account_id;
        let mut tx = self.directory.database.begin().await?;
        // Do not record the address and device: erasing the account would delete them anyway.
        tx.acts_for(Actor { origin: None, ..Actor::from(grant) });
        lock_administrators(&mut *tx).await?;
        keep_an_administrator(
            accounts::leaves_no_administrator(&mut *tx, account_id, self.directory.database.now()).await?,
        )?;
        let own = SessionSelector::Own { account_id, id: &member.session.id };
        if endings::end(&mut tx, own, Ending::AccountClosed, None).await? == 0 {
            return Err(AppError::SignInRequired);
        }
        self.erase(&mut tx, grant, account_id).await?;
        tx.commit().await?;
        tracing::info!(actor = account_id, account = account_id, "account closed");
        Ok(Principal::ended(Ending::AccountClosed))
    }

    /// Closes somebody else's account, banned or not, after checking the typed username.
    ///
    /// # Errors
    /// [`AppError::NotFound`], also if it is already closed; [`AppError::Invalid`] at `username`,
    /// [`Conflict::Yourself`], [`Conflict::LastAdministrator`].
    pub async fn close(&self, grant: &Grant, id: &str, typed: &str) -> Result<AccountSummary, AppError> {
        if grant.member().account_id == id {
            return Err(AppError::Conflict { conflict: Conflict::Yourself });
        }
        self.sessions.write_activity().await?;
        let mut tx = self.directory.begin_on(grant, Permission::CLOSE_ACCOUNTS, id).await?;
        let username = store::username(&mut *tx, id).await?.ok_or(AppError::NotFound)?;
        confirm(typed, &username)?;
        keep_an_administrator(accounts::leaves_no_administrator(&mut *tx, id, self.directory.database.now()).await?)?;
        self.erase(&mut tx, grant, id).await?;
        tx.commit().await?;
        tracing::info!(actor = grant.member().account_id, account = id, "account closed");
        self.directory.show(grant, id).await
    }

    /// Ends the account's sessions and active ban and erases its personal data, within a transaction.
    async fn erase(&self, tx: &mut Transaction, grant: &Grant, account_id: &str) -> Result<(), AppError> {
        let now = tx.now();
        let all = SessionSelector::Account { account_id, except: "" };
        endings::end(tx, all, Ending::AccountClosed, None).await?;
        bans::end_with_account(tx, account_id, actor(grant)).await?;
        for (_, feature) in self.features.iter() {
            feature.erase(tx, account_id).await?;
        }
        store::erase(tx, account_id, now).await?;
        // Erases the addresses and devices of this account from the audit; its hash chain stays intact.
        forget(tx, account_id).await?;
        tx.record(Event::new(Act::CLOSE_ACCOUNT).on(account_id));
        Ok(())
    }
}

/// Checks the typed username, because a click alone is not enough for something that cannot be undone.
fn confirm(typed: &str, username: &str) -> Result<(), AppError> {
    match typed.trim() {
        "" => Err(AppError::field("username", Problem::Required)),
        typed if username::key(typed) == username::key(username) => Ok(()),
        _ => Err(AppError::field("username", Problem::OtherUsername)),
    }
}
