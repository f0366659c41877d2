//! The rules of sessions: what starts one, what ends one.

mod activity;
mod backend;
mod cookie;
pub(crate) mod cuts;
mod device;
pub(crate) mod endings;
pub(crate) mod impersonation;
pub mod layers;
mod lookup;
mod maintenance;
mod registry;
mod resolve;
mod start;
pub(crate) mod store;
mod tower_store;

use axum::http::{HeaderMap, request::Parts};
use axum_login::{
    AuthSession,
    tower_sessions::{session, session_store},
};
use leptos::prelude::use_context;

use self::{
    activity::Activity,
    endings::SessionSelector,
    start::{SessionSlot, StartOptions},
    tower_store::{BUSY, TowerStore, secret_hash},
};
pub use self::{
    backend::{Backend, Credentials},
    cookie::SessionCookie,
};
pub(crate) use self::{
    cookie::cookies,
    device::device,
    lookup::ResolvedSession,
    registry::{SeenFrom, summaries, summary, summary_columns},
};
use crate::{
    access::{
        Ending, Principal,
        server::{Client, Grant, Visit},
    },
    account::server::{Account, Accounts, NewAccount, password::Password, username},
    audit::{Act, server::Event},
    database::{Actor, Database, Transaction},
    error::{AppError, Problem},
    session::Method,
};

/// The service of this feature. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Sessions {
    database: Database,
    accounts: Accounts,
    cookie: SessionCookie,
    activity: Activity,
    reaped: maintenance::Reaped,
}

impl Sessions {
    /// Puts the service together.
    pub fn new(database: Database, accounts: Accounts, cookie: SessionCookie) -> Self {
        Self { database, accounts, cookie, activity: Activity::default(), reaped: maintenance::Reaped::default() }
    }

    /// The service, from the request's context.
    ///
    /// # Errors
    /// [`AppError::Internal`] where the server provided none.
    pub fn expect() -> Result<Self, AppError> {
        use_context().ok_or_else(|| AppError::internal(&"no sessions in context"))
    }

    /// The accounts whose sessions these are.
    pub(crate) fn accounts(&self) -> &Accounts {
        &self.accounts
    }

    /// Who the request's cookie says is asking, by now.
    pub(crate) async fn here(&self) -> Result<Principal, AppError> {
        match auth_session()?.session.id().map(secret_hash) {
            Some(secret) => self.principal_of(&secret, false).await,
            None => Ok(Principal::default()),
        }
    }

    /// Whether cookies are sent over TLS only.
    pub fn is_secure(&self) -> bool {
        self.cookie.is_secure()
    }

    /// Signs in: a fresh session under a fresh id, whatever was there before (ASVS 7.2.4).
    /// `instead_of`: the session to end where the account has as many as it may.
    ///
    /// # Errors
    /// Those of [`Accounts::authenticate`], and [`AppError::TooManySessions`].
    pub async fn sign_in(
        &self,
        visit: &Visit,
        username: &str,
        password: Password,
        remembered: bool,
        instead_of: &str,
    ) -> Result<Principal, AppError> {
        let key = username::key(username);
        let known = store::is_known(self.database.pool(), &key, &visit.client.network()).await?;
        let credentials = Credentials { username: username.to_owned(), password, client: visit.client.clone(), known };
        let account = auth_session()?.authenticate(credentials).await.map_err(app_error)?;
        let account = account.ok_or(AppError::BadCredentials)?;
        let seat = self.seat().await?;
        self.check_room(&account, seat.own(&account.id), instead_of).await?;
        let start = StartOptions { remembered, place: SessionSlot::Next { instead_of }, ..StartOptions::default() };
        self.start(self.database.begin().await?, seat, &account, &visit.client, start).await
    }

    /// Makes an account and signs in with it. `token`: of an invitation; empty: none.
    ///
    /// # Errors
    /// [`AppError::Invalid`], [`AppError::TooMany`], and those of [`Accounts::check_sign_up`].
    pub async fn sign_up(&self, visit: &Visit, new: NewAccount, token: &str) -> Result<Principal, AppError> {
        self.accounts.attempts().from_address(&visit.client)?;
        let seat = self.seat().await?;
        let (tx, account) = self.accounts.begin_sign_up(visit, new, token).await?;
        let start = StartOptions { method: Method::SignUp, ..StartOptions::default() };
        self.start(tx, seat, &account, &visit.client, start).await
    }

    /// Makes the owner's account with the set-up link and signs in with it.
    ///
    /// # Errors
    /// [`AppError::DeadLink`], [`AppError::Invalid`], [`AppError::TooMany`].
    pub async fn set_up(
        &self,
        visit: &Visit,
        token: &str,
        username: String,
        email: String,
        password: Password,
    ) -> Result<Principal, AppError> {
        self.accounts.attempts().from_address(&visit.client)?;
        let new = NewAccount { username, email, password };
        let seat = self.seat().await?;
        let (tx, owner) = self.accounts.begin_set_up(visit, token, new).await?;
        let start = StartOptions { method: Method::SetUp, ..StartOptions::default() };
        self.start(tx, seat, &owner, &visit.client, start).await
    }

    /// Ends the caller's session.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn sign_out(&self, visit: &Visit) -> Result<Principal, AppError> {
        let mut auth = auth_session()?;
        if let Some(secret) = auth.session.id().map(secret_hash) {
            self.end(visit, SessionSelector::Secret(&secret), Ending::SignedOut, None).await?;
        }
        auth.logout().await.map_err(app_error)?;
        Ok(Principal::ended(Ending::SignedOut))
    }

    /// Changes the caller's password, ends every session of the account and starts this one anew, all
    /// in one transaction.
    ///
    /// # Errors
    /// Those of [`Accounts::prove`], and [`AppError::Invalid`] at `new_password`.
    pub async fn change_password(
        &self,
        grant: &Grant,
        current: Password,
        new: Password,
    ) -> Result<Principal, AppError> {
        let unchanged = current == new;
        let account = self.accounts.prove(grant, current).await?;
        if unchanged {
            return Err(AppError::field("new_password", Problem::Unchanged));
        }
        let session = &grant.member().session;
        let name = registry::name(&self.database, &session.id).await?;
        let seat = self.seat().await?;
        let acting = (grant.into(), Act::CHANGE_PASSWORD);
        let (tx, account) = self.begin_new_password(account, new, acting, None, Some(&session.id)).await?;
        let start = StartOptions {
            method: Method::NewPassword,
            remembered: session.remembered,
            name,
            place: SessionSlot::Free,
        };
        self.start(tx, seat, &account, grant.client(), start).await
    }

    /// Has the caller prove the password again, and starts this session anew (ASVS 7.2.4).
    ///
    /// # Errors
    /// Those of [`Accounts::prove`], and [`AppError::SignInRequired`] where the session has ended
    /// meanwhile.
    pub async fn sign_in_again(&self, grant: &Grant, current: Password) -> Result<Principal, AppError> {
        let account = self.accounts.prove(grant, current).await?;
        let session = &grant.member().session;
        let name = registry::name(&self.database, &session.id).await?;
        let start =
            StartOptions { remembered: session.remembered, name, place: SessionSlot::Own, ..StartOptions::default() };
        let seat = self.seat().await?;
        self.start(self.database.begin().await?, seat, &account, grant.client(), start).await
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
        let (tx, _) = self.begin_new_password(account, new, acting, Some((token, &visit.client)), None).await?;
        tx.commit().await?;
        Ok(())
    }

    /// A transaction in which the account has that password and no session, and the account as it is then.
    /// `own`: the session in which it is done, which is about to be started anew.
    async fn begin_new_password(
        &self,
        account: Account,
        new: Password,
        (actor, act): (Actor, Act),
        link: Option<(&str, &Client)>,
        own: Option<&str>,
    ) -> Result<(Transaction, Account), AppError> {
        let hash = self.accounts.hash_new_password(&account, new).await?;
        let mut tx = self.database.begin().await?;
        // Whoever starts a session in it locks this first, before any account.
        cuts::current(&mut tx).await?;
        tx.acts_for(actor);
        tx.record(Event::new(act).on(&account.id));
        let account = self.accounts.replace_password(&mut tx, account, hash, link).await?;
        let account_id = &*account.id;
        if let Some(id) = own
            && endings::end(&mut tx, SessionSelector::Own { account_id, id }, Ending::Replaced, own).await? == 0
        {
            // It was ended while this was under way; nothing may bring it back.
            return Err(AppError::SignInRequired);
        }
        let all = SessionSelector::Account { account_id, except: "" };
        endings::end(&mut tx, all, Ending::PasswordChanged, own).await?;
        Ok((tx, account))
    }

    /// Whether an account can be made.
    ///
    /// # Errors
    /// Those of [`Accounts::check_sign_up`].
    pub async fn check_sign_up(&self, _visit: &Visit, token: &str) -> Result<(), AppError> {
        self.accounts.check_sign_up(token).await
    }

    /// Whether a set-up link still works.
    ///
    /// # Errors
    /// [`AppError::DeadLink`].
    pub async fn check_set_up_link(&self, _visit: &Visit, token: &str) -> Result<(), AppError> {
        self.accounts.check_set_up_link(token).await
    }

    /// Whose password a reset link may set.
    ///
    /// # Errors
    /// [`AppError::DeadLink`].
    pub async fn check_reset_link(&self, _visit: &Visit, token: &str) -> Result<String, AppError> {
        Ok(self.accounts.check_reset_link(token).await?.username)
    }

    /// The digest of the session cookie in these headers.
    pub(crate) fn secret_in(&self, headers: &HeaderMap) -> Option<String> {
        self.cookie.id(headers).map(secret_hash)
    }

    fn tower_store(&self) -> TowerStore {
        TowerStore { database: self.database.clone(), activity: self.activity.clone() }
    }
}

/// The request's axum-login session, put there by the layers.
fn auth_session() -> Result<AuthSession<Backend>, AppError> {
    use_context::<Parts>()
        .and_then(|parts| parts.extensions.get::<AuthSession<Backend>>().cloned())
        .ok_or_else(|| AppError::internal(&"no session layer around this function"))
}

fn app_error(error: axum_login::Error<Backend>) -> AppError {
    match error {
        axum_login::Error::Backend(error) => error,
        axum_login::Error::Session(error) => session_error(error),
    }
}

fn session_error(error: session::Error) -> AppError {
    match error {
        session::Error::Store(session_store::Error::Backend(reason)) if reason == BUSY => AppError::Busy,
        error => AppError::internal(&error),
    }
}
