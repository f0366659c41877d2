//! The rules of sessions: what starts one, what ends one.

mod activity;
mod backend;
mod cookie;
pub(crate) mod cuts;
mod device;
pub(crate) mod endings;
pub(crate) mod impersonation;
pub mod layers;
mod look;
mod registry;
mod resolve;
mod start;
pub(crate) mod store;
mod tower_store;
mod upkeep;

use axum::http::{HeaderMap, request::Parts};
use axum_login::{
    AuthSession,
    tower_sessions::{
        session::{self, Id},
        session_store,
    },
};
use leptos::prelude::use_context;

use self::{
    activity::Activity,
    endings::Which,
    start::Start,
    tower_store::{BUSY, ENDED, PASSWORD_CHANGED, TOO_MANY, TowerStore, secret_hash},
};
pub use self::{
    backend::{Backend, Credentials},
    cookie::SessionCookie,
};
pub(crate) use self::{
    device::device,
    look::Seen,
    registry::{SeenFrom, summaries, summary, summary_columns},
};
use crate::{
    access::{
        Ending, Principal,
        server::{Client, Grant, Visit},
    },
    account::server::{Account, Accounts, NewAccount, password::Password, username},
    audit::{Act, server::Event},
    database::{Actor, Database},
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
    reaped: upkeep::Reaped,
}

impl Sessions {
    /// Puts the service together.
    pub fn new(database: Database, accounts: Accounts, cookie: SessionCookie) -> Self {
        Self { database, accounts, cookie, activity: Activity::default(), reaped: upkeep::Reaped::default() }
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
            Some(secret) => self.resolve(&secret, false).await,
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
        let mut auth = auth_session()?;
        let credentials = Credentials { username: username.to_owned(), password, client: visit.client.clone(), known };
        let account = auth.authenticate(credentials).await.map_err(app_error)?.ok_or(AppError::BadCredentials)?;
        let start = Start { remembered, instead_of, ..Start::default() };
        self.start(&mut auth, &account, &visit.client, start).await
    }

    /// Makes an account and signs in with it. `token`: of an invitation; empty: none.
    ///
    /// # Errors
    /// [`AppError::Invalid`], [`AppError::TooMany`], and those of [`Accounts::check_sign_up`].
    pub async fn sign_up(&self, visit: &Visit, new: NewAccount, token: &str) -> Result<Principal, AppError> {
        self.accounts.attempts().from_address(&visit.client)?;
        let account = self.accounts.sign_up(visit, new, token).await?;
        let start = Start { method: Method::SignUp, ..Start::default() };
        self.start(&mut auth_session()?, &account, &visit.client, start).await
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
        let owner = self.accounts.create_owner(visit, token, new).await?;
        let start = Start { method: Method::SetUp, ..Start::default() };
        self.start(&mut auth_session()?, &owner, &visit.client, start).await
    }

    /// Ends the caller's session.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn sign_out(&self, visit: &Visit) -> Result<Principal, AppError> {
        let mut auth = auth_session()?;
        if let Some(secret) = auth.session.id().map(secret_hash) {
            self.end(visit, Which::Secret(&secret), Ending::SignedOut, None).await?;
        }
        auth.logout().await.map_err(app_error)?;
        Ok(Principal::ended(Ending::SignedOut))
    }

    /// Changes the caller's password, ends every session of the account and starts this one anew.
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
        self.replace_password(&account, new, (grant.into(), Act::ChangePassword), None, Some(&session.id)).await?;
        let account = self.accounts.find(&account.id).await?.ok_or(AppError::NotFound)?;
        let start = Start { method: Method::NewPassword, remembered: session.remembered, name, ..Start::default() };
        self.start(&mut auth_session()?, &account, grant.client(), start).await
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
        let start = Start { remembered: session.remembered, name, renews: true, ..Start::default() };
        self.start(&mut auth_session()?, &account, grant.client(), start).await
    }

    /// Sets a new password with a reset link and ends every session of the account.
    ///
    /// # Errors
    /// [`AppError::DeadLink`], [`AppError::TooMany`], and [`AppError::Invalid`] at `new_password`.
    pub async fn reset_password(&self, visit: &Visit, token: &str, new: Password) -> Result<(), AppError> {
        self.accounts.attempts().from_address(&visit.client)?;
        let account = self.accounts.check_reset_link(token).await?;
        let actor = Actor::from(&visit.client).named(&account.id);
        self.replace_password(&account, new, (actor, Act::ResetPassword), Some((token, &visit.client)), None).await
    }

    /// `own`: the session in which it is done, which is about to be started anew.
    async fn replace_password(
        &self,
        account: &Account,
        new: Password,
        (actor, act): (Actor, Act),
        link: Option<(&str, &Client)>,
        own: Option<&str>,
    ) -> Result<(), AppError> {
        let hash = self.accounts.hash_new_password(account, new).await?;
        let mut tx = self.database.begin().await?;
        tx.acts_for(actor);
        tx.record(Event::new(act).on(&account.id));
        self.accounts.replace_password(&mut tx, account, &hash, link).await?;
        let account_id = &*account.id;
        if let Some(id) = own
            && endings::end(&mut tx, Which::Own { account_id, id }, Ending::Replaced, own).await? == 0
        {
            // It was ended while this was under way; nothing may bring it back.
            return Err(AppError::SignInRequired);
        }
        let all = Which::Account { account_id, except: "" };
        endings::end(&mut tx, all, Ending::PasswordChanged, own).await?;
        tx.commit().await?;
        Ok(())
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
        self.cookie.value(headers).and_then(|value| value.parse::<Id>().ok()).map(secret_hash)
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
        session::Error::Store(session_store::Error::Backend(reason)) if reason == PASSWORD_CHANGED => {
            AppError::BadCredentials
        }
        session::Error::Store(session_store::Error::Backend(reason)) if reason == ENDED => AppError::SignInRequired,
        // Another sign-in came between: the next try shows the choice.
        session::Error::Store(session_store::Error::Backend(reason)) if reason == TOO_MANY => {
            AppError::TooManySessions { sessions: Vec::new(), surplus: 0, more: false }
        }
        error => AppError::internal(&error),
    }
}
