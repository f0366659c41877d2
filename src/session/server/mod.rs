//! The rules of sessions: what starts one, what ends one.

mod activity;
mod backend;
mod cookie;
mod device;
pub(crate) mod endings;
pub mod layers;
mod registry;
mod resolve;
pub(crate) mod store;
mod tower_store;
mod upkeep;

use axum::http::{HeaderMap, request::Parts};
use axum_login::{
    AuthSession,
    tower_sessions::{
        Expiry,
        session::{self, Id},
        session_store,
    },
};
use leptos::prelude::use_context;
use time::{Duration, OffsetDateTime};

pub(crate) use self::registry::summaries;
use self::{
    activity::Activity,
    endings::Which,
    tower_store::{BEGINNING, BUSY, Beginning, PASSWORD_CHANGED, TOO_MANY, TowerStore, secret_hash},
};
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
    policy::Durations,
    session::Method,
};

/// Activity is written at most this often for each session, in seconds, or each quarter of a
/// short idle limit. Higher spares the database; a session may then end earlier by as much, never later.
const TOUCH_EVERY: i64 = 60;

/// Activity so short before the idle end is written at once, in seconds.
const WRITTEN_AT_ONCE: i64 = 120;

/// The service of this feature. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Sessions {
    database: Database,
    accounts: Accounts,
    cookie: SessionCookie,
    activity: Activity,
}

/// How a session begins.
#[derive(Default)]
struct Start<'a> {
    method: Method,
    remembered: bool,
    /// What its owner calls it: of the session that it starts anew.
    name: String,
    /// The session that makes room for this one; empty: none.
    instead_of: &'a str,
}

/// What is found behind a cookie.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) account_id: String,
    pub(crate) principal: Principal,
}

impl Sessions {
    /// Puts the service together.
    pub fn new(database: Database, accounts: Accounts, cookie: SessionCookie) -> Self {
        Self { database, accounts, cookie, activity: Activity::default() }
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
    pub async fn sign_out(&self, _visit: &Visit) -> Result<Principal, AppError> {
        auth_session()?.logout().await.map_err(app_error)?;
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
        self.replace_password(&account, new, None, Some(&session.id)).await?;
        let account = self.accounts.find(&account.id).await?.ok_or(AppError::NotFound)?;
        let start = Start { method: Method::NewPassword, remembered: session.remembered, name, ..Start::default() };
        self.start(&mut auth_session()?, &account, grant.client(), start).await
    }

    /// Has the caller prove the password again, and starts this session anew (ASVS 7.2.4).
    ///
    /// # Errors
    /// Those of [`Accounts::prove`].
    pub async fn sign_in_again(&self, grant: &Grant, current: Password) -> Result<Principal, AppError> {
        let account = self.accounts.prove(grant, current).await?;
        let session = &grant.member().session;
        let name = registry::name(&self.database, &session.id).await?;
        let start = Start { remembered: session.remembered, name, ..Start::default() };
        self.start(&mut auth_session()?, &account, grant.client(), start).await
    }

    /// Sets a new password with a reset link and ends every session of the account.
    ///
    /// # Errors
    /// [`AppError::DeadLink`], [`AppError::TooMany`], and [`AppError::Invalid`] at `new_password`.
    pub async fn reset_password(&self, visit: &Visit, token: &str, new: Password) -> Result<(), AppError> {
        self.accounts.attempts().from_address(&visit.client)?;
        let account = self.accounts.check_reset_link(token).await?;
        self.replace_password(&account, new, Some((token, &visit.client)), None).await
    }

    /// `own`: the session in which it is done, which is about to be started anew.
    async fn replace_password(
        &self,
        account: &Account,
        new: Password,
        link: Option<(&str, &Client)>,
        own: Option<&str>,
    ) -> Result<(), AppError> {
        let hash = self.accounts.hash_new_password(account, new).await?;
        let mut tx = self.database.begin().await?;
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
        start: Start<'_>,
    ) -> Result<Principal, AppError> {
        let old = auth.session.id().map(secret_hash);
        self.check_room(account, old.as_deref(), start.instead_of).await?;
        if let Some(old) = old {
            if auth.user.is_some() {
                self.end(Which::Secret(&old), Ending::Replaced, None).await?;
            }
            auth.session.flush().await.map_err(session_error)?;
        }
        let (durations, may_be_remembered) = store::limits_of(self.database.pool(), account.role).await?;
        let remembered = start.remembered && may_be_remembered;
        let beginning = Beginning {
            account_id: account.id.clone(),
            password_epoch: i64::from_be_bytes(account.password_epoch),
            remembered,
            method: start.method,
            name: start.name,
            instead_of: start.instead_of.to_owned(),
            address: client.address.to_string(),
            network: client.network(),
            user_agent: client.user_agent.clone(),
        };
        auth.session.insert(BEGINNING, beginning).await.map_err(session_error)?;
        auth.session.set_expiry(Some(cookie_expiry(durations, remembered)));
        auth.login(account).await.map_err(app_error)?;
        auth.session.save().await.map_err(session_error)?;
        let id = auth.session.id().ok_or_else(|| AppError::internal(&"a saved session without an id"))?;
        self.resolve(&secret_hash(id), false).await
    }

    /// Looks, before anything is touched, whether the account may have one more session. The store
    /// looks again as it writes the row.
    async fn check_room(&self, account: &Account, old: Option<&str>, instead_of: &str) -> Result<(), AppError> {
        self.write_activity().await?;
        let now = self.database.now();
        let replaced = match old {
            Some(old) => store::find(self.database.pool(), old, now).await?.map(|row| row.id).unwrap_or_default(),
            None => String::new(),
        };
        let (live, most) = store::count_live(self.database.pool(), &account.id, &replaced, now).await?;
        if live < most { Ok(()) } else { self.check_choice(&account.id, &replaced, live - most, instead_of).await }
    }

    /// Who is asking with this cookie. `active`: the request is something a person does, and
    /// keeps the session alive.
    async fn resolve(&self, secret_hash: &str, active: bool) -> Result<Principal, AppError> {
        Ok(self.look(secret_hash, active).await?.map(|seen| seen.principal).unwrap_or_default())
    }

    /// What is behind this cookie; see [`Self::resolve`].
    pub(crate) async fn look(&self, secret_hash: &str, active: bool) -> Result<Option<Seen>, AppError> {
        let now = self.database.now();
        let Some(mut row) = self.find(secret_hash, now).await? else { return Ok(None) };
        let mut deadlines = row.deadlines();
        let over = |row: &store::SessionRow, deadlines: resolve::Deadlines| match row.ending {
            None => deadlines.ending(now).or(row.ban.as_ref().map(|_| Ending::Banned)),
            Some(_) => None,
        };
        // Written down when seen: a longer policy later, or a lifted ban, must not bring it back.
        if let Some(ending) = over(&row, deadlines) {
            let written = self.expire(&row, ending, deadlines.idle.min(now)).await;
            // It is over all the same; what cannot be written now is written later.
            let _ = written.as_ref().inspect_err(|error| tracing::warn!(cause = %error, "an ending is not written"));
            if matches!(written, Ok(false)) {
                // Somebody else has ended it, or it was seen on another node.
                let Some(again) = self.find(secret_hash, now).await? else { return Ok(None) };
                row = again;
                deadlines = row.deadlines();
            }
        }
        let is_live = row.ending.is_none() && over(&row, deadlines).is_none();
        if active && is_live && now - row.last_seen_at >= TOUCH_EVERY.min(deadlines.idle_limit / 4) {
            self.activity.note(&row.id, now);
            if deadlines.idle - now <= WRITTEN_AT_ONCE {
                // Another node might find it over before it is written.
                self.write_activity().await?;
            }
            row.last_seen_at = now;
            // The other tabs of this session have more time as well.
            self.database.changes().wake(&row.account_id);
        }
        Ok(Some(Seen { account_id: row.account_id.clone(), principal: resolve::principal(row, now) }))
    }

    /// The session of that cookie, seen when it was last seen by anybody here.
    async fn find(&self, secret_hash: &str, now: i64) -> Result<Option<store::SessionRow>, AppError> {
        let mut row = store::find(self.database.pool(), secret_hash, now).await?;
        if let Some(row) = &mut row {
            row.last_seen_at = self.activity.last_seen(&row.id, row.last_seen_at);
        }
        Ok(row)
    }

    /// The digest of the session cookie in these headers.
    pub(crate) fn secret_in(&self, headers: &HeaderMap) -> Option<String> {
        self.cookie.value(headers).and_then(|value| value.parse::<Id>().ok()).map(secret_hash)
    }

    fn tower_store(&self) -> TowerStore {
        TowerStore { database: self.database.clone(), activity: self.activity.clone() }
    }
}

/// Until when the browser keeps the cookie: as long as the session may live at most, or until the
/// browser closes. By the system's own clock, since the browser has no other.
fn cookie_expiry(durations: Durations, remembered: bool) -> Expiry {
    if !remembered {
        return Expiry::OnSessionEnd;
    }
    let now = Duration::seconds(Clock::system().now());
    Expiry::AtDateTime(OffsetDateTime::UNIX_EPOCH + now + Duration::seconds(durations.remembered_absolute))
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
        // Another sign-in came between: the next try shows the choice.
        session::Error::Store(session_store::Error::Backend(reason)) if reason == TOO_MANY => {
            AppError::TooManySessions { sessions: Vec::new(), surplus: 0 }
        }
        error => AppError::internal(&error),
    }
}
