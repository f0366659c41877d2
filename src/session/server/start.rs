//! Starts a session: inserts the row under a fresh ID in the transaction that signs the person in, and then hands the
//! ID to axum-login for the cookie. Returns the principal that the next request will have.

use axum_login::{
    AuthSession,
    tower_sessions::{
        Expiry,
        session::{self, Id},
    },
};
use time::{Duration, OffsetDateTime};

use super::{
    auth::{app_error, auth_session},
    backend::Backend,
    cuts, device_cookie, endings, lookup,
    secret::{new_secret, secret_hash},
    selector::SessionSelector,
    service::Sessions,
    store,
    tower_store::{LOGIN, finish_login},
};
use crate::{
    access::{Ending, Principal, server::Client},
    account::server::{Account, store::lock_account},
    audit::{
        Act,
        server::{Actor, Event},
    },
    carried,
    database::{Clock, Transaction, new_id},
    error::AppError,
    policy::LONGEST_LIMIT,
    preferences,
    session::Method,
};

/// The options of a new session.
#[derive(Default)]
pub(super) struct StartOptions<'a> {
    pub(super) method: Method,
    pub(super) remember_me: bool,
    /// The name of the session that it replaces; empty: none.
    pub(super) name: String,
    pub(super) place: SessionSlot<'a>,
    /// 2: the second factor was asked for, otherwise 0 or 1.
    pub(super) level: i64,
}

/// The new session's place within the account's session limit.
#[derive(Clone, Copy, Default)]
pub(super) enum SessionSlot<'a> {
    /// No place is needed: the transaction has ended all other sessions, or there were none.
    #[default]
    Free,
    /// The place of the caller's own session, which must be live.
    Own,
    /// A free place or, at the limit, that of the session with this ID.
    Next { instead_of: &'a str },
}

/// The browser in which a session starts, with the live session that it already has, of any account.
pub(super) struct BrowserSession {
    auth: AuthSession<Backend>,
    old: Option<PreviousSession>,
}

struct PreviousSession {
    id: String,
    account_id: String,
}

impl BrowserSession {
    /// The ID of the live session that the browser has, of any account.
    pub(super) fn live_session(&self) -> Option<&str> {
        self.old.as_ref().map(|old| &*old.id)
    }

    /// The ID of the session that this account has in this browser; empty: none.
    pub(super) fn own(&self, account_id: &str) -> &str {
        self.old.as_ref().filter(|old| old.account_id == account_id).map_or("", |old| &old.id)
    }
}

/// Takes the locks that starting a session takes, in the same order, so that something can be used up before.
pub(super) async fn lock(
    tx: &mut Transaction,
    browser_session: &BrowserSession,
    account_id: &str,
) -> Result<(), AppError> {
    cuts::current(tx).await?;
    let mut accounts = vec![account_id];
    accounts.extend(browser_session.old.as_ref().map(|old| &*old.account_id));
    accounts.sort_unstable();
    accounts.dedup();
    for id in accounts {
        lock_account(&mut **tx, id).await?;
    }
    Ok(())
}

impl Sessions {
    /// The request's browser and its live session. Call this before a transaction begins.
    pub(super) async fn browser_session(&self) -> Result<BrowserSession, AppError> {
        // Write pending activity first: recently active sessions have not expired.
        self.write_activity().await?;
        let auth = auth_session()?;
        let old = match auth.session.id().map(secret_hash) {
            Some(secret) => lookup::find(self.database.pool(), &secret, self.database.now()).await?,
            None => None,
        };
        let old = old
            .filter(|old| old.ending.is_none())
            .map(|old| PreviousSession { id: old.id, account_id: old.account_id });
        Ok(BrowserSession { auth, old })
    }

    /// Starts a session for an account in this browser and commits the transaction. Returns the caller's new
    /// principal.
    ///
    /// # Errors
    /// [`AppError::BadCredentials`] if the password was changed meanwhile, [`AppError::SignInRequired`] if the
    /// session to replace has ended, [`AppError::TooManySessions`]. The transaction is then rolled back.
    pub(super) async fn start(
        &self,
        mut tx: Transaction,
        browser_session: BrowserSession,
        account: &Account,
        client: &Client,
        start: StartOptions<'_>,
    ) -> Result<Principal, AppError> {
        let BrowserSession { mut auth, old } = browser_session;
        let id = new_secret().map_err(|error| AppError::internal(&error))?;
        let device_hash = device_cookie::digest_for(self.cookie, &account.id)?;
        // Reauthentication and a new password replace a session, and whoever has a passkey did not guess.
        let may_be_guessed = matches!(start.place, SessionSlot::Next { .. }) && start.method != Method::Passkey;
        // Its owner has been mailed a code.
        let is_told = start.method == Method::MailedCode;
        let unusual = self.unusual(&mut tx, account, &device_hash, (may_be_guessed, is_told)).await?;
        let data = log_in(&mut auth, account).await?;
        // Until the login is undone below, no error may leave this function.
        tx.acts_for(Actor::from(client).named(&account.id));
        let written = write(&mut tx, old, (account, &data), (id, client), &device_hash, start).await;
        let written = match written {
            Ok(remember_me) => self.announce(&mut tx, account, client, unusual).await.map(|()| remember_me),
            Err(error) => Err(error),
        };
        let begun = match take_over(&mut tx, account, client, written).await {
            Ok(remember_me) => tx.commit().await.map(|()| remember_me).map_err(AppError::from),
            Err(error) => Err(error),
        };
        let remember_me = match begun {
            Ok(remember_me) => remember_me,
            Err(error) => {
                // Without a row there must be no cookie.
                auth.session.clear().await;
                return Err(error);
            }
        };
        auth.session.set_expiry(Some(cookie_expiry(remember_me)));
        finish_login(id, &auth.session).await.map_err(|error| AppError::internal(&error))?;
        let principal = self.principal_of(&secret_hash(id), false).await?;
        self.offer_key(&principal).await;
        Ok(principal)
    }

    /// Checks, before anything is changed, whether the account may have one more session once `old` has ended.
    /// The transaction checks again when it inserts the row.
    pub(super) async fn check_session_limit(
        &self,
        account: &Account,
        old: &str,
        instead_of: &str,
    ) -> Result<(), AppError> {
        let now = self.database.now();
        let (live, most) = store::count_live(self.database.pool(), &account.id, old, now).await?;
        if live < most { Ok(()) } else { self.require_choice(&account.id, old, live - most, instead_of).await }
    }
}

/// Takes over the preferences and the states of the guest in this browser, if the session was written.
async fn take_over(
    tx: &mut Transaction,
    account: &Account,
    client: &Client,
    written: Result<bool, AppError>,
) -> Result<bool, AppError> {
    let remember_me = written?;
    preferences::server::take_over(tx, &account.id, &client.preferences).await?;
    carried::server::take_over(tx, &account.id).await?;
    Ok(remember_me)
}

/// Signs an account in with axum-login, in memory only. Returns what axum-login stores with the session.
async fn log_in(auth: &mut AuthSession<Backend>, account: &Account) -> Result<String, AppError> {
    let failed = |error: session::Error| AppError::internal(&error);
    if auth.session.id().is_some() {
        auth.session.flush().await.map_err(failed)?;
    }
    auth.login(account).await.map_err(app_error)?;
    let login = auth.session.get_value(LOGIN).await.map_err(failed)?;
    Ok(serde_json::json!({ LOGIN: login }).to_string())
}

/// Inserts the row and ends the browser's previous session. Returns whether “remember me” applies to the new
/// one.
async fn write(
    tx: &mut Transaction,
    old: Option<PreviousSession>,
    (account, data): (&Account, &str),
    (id, client): (Id, &Client),
    device_hash: &str,
    start: StartOptions<'_>,
) -> Result<bool, AppError> {
    let (now, account_id) = (tx.now(), &*account.id);
    // First, because this lock comes before those of accounts.
    let generation = cuts::current(tx).await?;
    let (own, other_account) = match old {
        Some(old) if old.account_id == account_id => (Some(old.id), None),
        old => (None, old),
    };
    let row_id = new_id();
    // Lock two accounts in the order of their IDs to avoid deadlocks.
    let other_first = other_account.as_ref().is_some_and(|old| *old.account_id < *account_id);
    if other_first {
        replace(tx, other_account.as_ref()).await?;
    }
    store::note_sign_in(&mut **tx, account_id, now).await?;
    if !other_first {
        replace(tx, other_account.as_ref()).await?;
    }
    let replaced = match &own {
        Some(id) => endings::end(tx, SessionSelector::Own { account_id, id }, Ending::Replaced, None).await?,
        None => 0,
    };
    match start.place {
        SessionSlot::Next { instead_of } => make_room(tx, account_id, instead_of, &row_id).await?,
        // The session was ended meanwhile and must not be revived.
        SessionSlot::Own if replaced == 0 => return Err(AppError::SignInRequired),
        SessionSlot::Own | SessionSlot::Free => {}
    }
    let remember_me = start.remember_me && store::remember_me_allowed(&mut **tx, account_id).await?;
    let row = store::NewRow {
        id: &row_id,
        secret_hash: &secret_hash(id),
        account_id,
        password_epoch: i64::from_be_bytes(account.password_epoch),
        data,
        now,
        remember_me,
        address: &client.address.to_string(),
        network: &client.network(),
        user_agent: &client.user_agent,
        method: start.method,
        level: start.level.max(1),
        name: &start.name,
        device_hash,
        generation,
    };
    if !store::insert(&mut **tx, row).await? {
        return Err(AppError::BadCredentials);
    }
    let event = if endings::is_over(tx, &row_id).await? {
        Event::refused(Act::SIGN_IN, "banned")
    } else {
        Event::new(Act::SIGN_IN)
    };
    let event = event.on(account_id).with("session", &row_id).by(start.method.name());
    tx.record(event.with("remember_me", remember_me));
    tx.notify_account(account_id).await?;
    Ok(remember_me)
}

/// Ends another account's session, because the browser is about to lose its cookie.
async fn replace(tx: &mut Transaction, other_account: Option<&PreviousSession>) -> Result<(), AppError> {
    if let Some(old) = other_account {
        endings::end(tx, SessionSelector::Session(&old.id), Ending::Replaced, None).await?;
    }
    Ok(())
}

/// Makes room for one more session of an account that has reached its limit: ends the session that its owner
/// has chosen and, if the limit was lowered, those that have been idle the longest.
async fn make_room(tx: &mut Transaction, account_id: &str, chosen: &str, new: &str) -> Result<(), AppError> {
    let now = tx.now();
    let (live, most) = store::count_live(&mut **tx, account_id, "", now).await?;
    if live < most {
        return Ok(());
    }
    let which = SessionSelector::Own { account_id, id: chosen };
    if endings::end(tx, which, Ending::TooMany, Some(new)).await? == 0 {
        // Another sign-in came first. The next attempt shows the choice.
        return Err(AppError::TooManySessions { sessions: Vec::new(), surplus: 0, more: false });
    }
    for id in store::surplus(&mut **tx, account_id, live - most, now).await? {
        let which = SessionSelector::Own { account_id, id: &id };
        endings::end(tx, which, Ending::TooMany, Some(new)).await?;
    }
    Ok(())
}

/// How long the browser keeps the cookie: until it is closed or, with “remember me”, for the longest limit that
/// any policy can set, because a later policy may be longer. The server decides when the session ends. Uses the
/// system's clock, because the browser has no other.
fn cookie_expiry(remember_me: bool) -> Expiry {
    if !remember_me {
        return Expiry::OnSessionEnd;
    }
    let now = Duration::seconds(Clock::system().now());
    Expiry::AtDateTime(OffsetDateTime::UNIX_EPOCH + now + Duration::seconds(LONGEST_LIMIT))
}
