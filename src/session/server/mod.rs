//! The rules of sessions: what starts one, what ends one.

mod backend;
mod cookie;
pub mod layers;
mod resolve;
pub(crate) mod store;
mod tower_store;

use axum::http::request::Parts;
use axum_login::{
    AuthSession,
    tower_sessions::{Expiry, session, session_store},
};
use leptos::prelude::use_context;
use time::{Duration, OffsetDateTime};

use self::tower_store::{BEGINNING, Beginning, PASSWORD_CHANGED, TowerStore, secret_hash};
pub use self::{
    backend::{Backend, Credentials},
    cookie::SessionCookie,
};
use crate::{
    access::{
        Ending, Principal,
        server::{Client, Grant, Visit},
    },
    account::server::{Account, Accounts, NewAccount, password::Password, username},
    database::{Clock, Database},
    error::{AppError, Problem},
    policy::SessionPolicy,
};

/// Activity is written at most this often for each session, in seconds, or each quarter of a
/// short idle limit. Higher spares the database; a session may then end earlier by as much, never later.
const TOUCH_EVERY: i64 = 60;

/// The service of this feature. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Sessions {
    database: Database,
    accounts: Accounts,
    policy: SessionPolicy,
    cookie: SessionCookie,
}

impl Sessions {
    /// Puts the service together.
    pub fn new(database: Database, accounts: Accounts, policy: SessionPolicy, cookie: SessionCookie) -> Self {
        Self { database, accounts, policy, cookie }
    }

    /// The service, from the request's context.
    ///
    /// # Errors
    /// [`AppError::Internal`] where the server provided none.
    pub fn expect() -> Result<Self, AppError> {
        use_context().ok_or_else(|| AppError::internal(&"no sessions in context"))
    }

    /// Whether cookies are sent over TLS only.
    pub fn is_secure(&self) -> bool {
        self.cookie.is_secure()
    }

    /// Signs in: a fresh session under a fresh id, whatever was there before (ASVS 7.2.4).
    ///
    /// # Errors
    /// Those of [`Accounts::authenticate`].
    pub async fn sign_in(
        &self,
        visit: &Visit,
        username: &str,
        password: Password,
        remembered: bool,
    ) -> Result<Principal, AppError> {
        let key = username::key(username);
        let known = store::is_known(self.database.pool(), &key, &visit.client.network()).await?;
        let mut auth = auth_session()?;
        let credentials = Credentials { username: username.to_owned(), password, client: visit.client.clone(), known };
        let account = auth.authenticate(credentials).await.map_err(app_error)?.ok_or(AppError::BadCredentials)?;
        self.start(&mut auth, &account, &visit.client, remembered).await
    }

    /// Makes an account and signs in with it.
    ///
    /// # Errors
    /// [`AppError::Invalid`], [`AppError::TooMany`].
    pub async fn sign_up(
        &self,
        visit: &Visit,
        username: String,
        email: String,
        password: Password,
    ) -> Result<Principal, AppError> {
        self.accounts.attempts().from_address(&visit.client)?;
        let new = NewAccount { username, email, password };
        let account = self.accounts.sign_up(new).await?;
        self.start(&mut auth_session()?, &account, &visit.client, false).await
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
        self.start(&mut auth_session()?, &owner, &visit.client, false).await
    }

    /// Ends the caller's session.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn sign_out(&self, _visit: &Visit) -> Result<Principal, AppError> {
        auth_session()?.logout().await.map_err(app_error)?;
        Ok(Principal::Guest { ended: Some(Ending::SignedOut) })
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
        let remembered = grant.member().session.remembered;
        self.replace_password(&account, new, None).await?;
        let account = self.accounts.find(&account.id).await?.ok_or(AppError::NotFound)?;
        self.start(&mut auth_session()?, &account, grant.client(), remembered).await
    }

    /// Sets a new password with a reset link and ends every session of the account.
    ///
    /// # Errors
    /// [`AppError::DeadLink`], [`AppError::TooMany`], and [`AppError::Invalid`] at `new_password`.
    pub async fn reset_password(&self, visit: &Visit, token: &str, new: Password) -> Result<(), AppError> {
        self.accounts.attempts().from_address(&visit.client)?;
        let account = self.accounts.check_reset_link(token).await?;
        self.replace_password(&account, new, Some((token, &visit.client))).await
    }

    async fn replace_password(
        &self,
        account: &Account,
        new: Password,
        link: Option<(&str, &Client)>,
    ) -> Result<(), AppError> {
        let hash = self.accounts.hash_new_password(account, new).await?;
        let mut tx = self.database.begin().await?;
        self.accounts.replace_password(&mut tx, account, &hash, link).await?;
        let now = self.database.now();
        store::end_all(&mut *tx, &account.id, Ending::PasswordChanged, self.policy, now).await?;
        tx.commit().await?;
        Ok(())
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

    /// Starts a session for an account in this browser and says who that makes the caller. The
    /// row is written here, so that the answer is what every later request will see.
    async fn start(
        &self,
        auth: &mut AuthSession<Backend>,
        account: &Account,
        client: &Client,
        remembered: bool,
    ) -> Result<Principal, AppError> {
        if let (Some(_), Some(old)) = (&auth.user, auth.session.id()) {
            store::end(self.database.pool(), &secret_hash(old), Ending::Replaced, self.database.now()).await?;
        }
        if auth.session.id().is_some() {
            auth.session.flush().await.map_err(session_error)?;
        }
        let beginning = Beginning {
            account_id: account.id.clone(),
            password_epoch: i64::from_be_bytes(account.password_epoch),
            remembered,
            address: client.address.to_string(),
            network: client.network(),
            user_agent: client.user_agent.clone(),
        };
        auth.session.insert(BEGINNING, beginning).await.map_err(session_error)?;
        auth.session.set_expiry(Some(self.cookie_expiry(remembered)));
        auth.login(account).await.map_err(app_error)?;
        auth.session.save().await.map_err(session_error)?;
        let id = auth.session.id().ok_or_else(|| AppError::internal(&"a saved session without an id"))?;
        self.resolve(&secret_hash(id), false).await
    }

    /// Until when the browser keeps the cookie: as long as the session may live at most, or until
    /// the browser closes. By the system's own clock, since the browser has no other.
    fn cookie_expiry(&self, remembered: bool) -> Expiry {
        if !remembered {
            return Expiry::OnSessionEnd;
        }
        let (_, absolute) = self.policy.limits(remembered);
        let now = Duration::seconds(Clock::system().now());
        Expiry::AtDateTime(OffsetDateTime::UNIX_EPOCH + now + Duration::seconds(absolute))
    }

    /// Who is asking with this cookie. `active`: the request is something a person does, and
    /// keeps the session alive.
    async fn resolve(&self, secret_hash: &str, active: bool) -> Result<Principal, AppError> {
        let now = self.database.now();
        let Some(mut row) = store::find(self.database.pool(), secret_hash, now).await? else {
            return Ok(Principal::default());
        };
        let deadlines = resolve::Deadlines::of(self.policy, row.created_at, row.last_seen_at, row.remembered);
        let over = deadlines.ending(now).or(row.ban.as_ref().map(|_| Ending::Banned));
        match (row.ending, over) {
            // Written down when seen: a longer policy later, or a lifted ban, must not bring it back.
            (None, Some(ending)) => store::expire(self.database.pool(), &row, ending, now).await?,
            (None, None) if active && now - row.last_seen_at >= TOUCH_EVERY.min(deadlines.idle_limit / 4) => {
                store::touch(self.database.pool(), &row.id, now, row.last_seen_at).await?;
                row.last_seen_at = now;
            }
            _ => {}
        }
        Ok(resolve::principal(row, self.policy, now))
    }

    fn tower_store(&self) -> TowerStore {
        TowerStore { database: self.database.clone(), policy: self.policy }
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
        session::Error::Store(session_store::Error::Backend(reason)) if reason == PASSWORD_CHANGED => {
            AppError::BadCredentials
        }
        error => AppError::internal(&error),
    }
}
