//! A session begins: room is made for it, its row is written, and it is looked at as any later
//! request will see it.

use axum_login::{AuthSession, tower_sessions::Expiry};
use time::{Duration, OffsetDateTime};

use super::{
    Backend, Sessions, app_error,
    endings::Which,
    look, session_error, store,
    tower_store::{BEGINNING, Beginning, secret_hash},
};
use crate::{
    access::{Ending, Principal, server::Client},
    account::server::Account,
    database::{Actor, Clock},
    error::AppError,
    policy::LONGEST_LIMIT,
    session::Method,
};

/// How a session begins.
#[derive(Default)]
pub(super) struct Start<'a> {
    pub(super) method: Method,
    pub(super) remembered: bool,
    /// What its owner calls it: of the session that it starts anew.
    pub(super) name: String,
    /// The session that makes room for this one; empty: none.
    pub(super) instead_of: &'a str,
    /// It takes the place of the caller's own session and needs no room, however many there are.
    pub(super) renews: bool,
}

impl Sessions {
    /// Starts a session for an account in this browser and says who that makes the caller. The
    /// row is written here, so that the answer is what every later request will see.
    pub(super) async fn start(
        &self,
        auth: &mut AuthSession<Backend>,
        account: &Account,
        client: &Client,
        start: Start<'_>,
    ) -> Result<Principal, AppError> {
        // What has been seen of late is not over.
        self.write_activity().await?;
        let old = match auth.session.id().map(secret_hash) {
            Some(secret) => look::find(self.database.pool(), &secret, self.database.now()).await?,
            None => None,
        };
        let (own, foreign) = match old.filter(|old| old.ending.is_none()) {
            Some(old) if old.account_id == account.id => (old.id, String::new()),
            Some(old) => (String::new(), old.id),
            None => Default::default(),
        };
        if !start.renews {
            self.check_room(account, &own, start.instead_of).await?;
        }
        // The account's own ends in the transaction that writes the new one. Somebody else's by itself,
        // since a sign-in locks one account only, and before, so that it never lives on without a cookie.
        if !foreign.is_empty() {
            let actor = Actor::from(client).named(&account.id);
            self.end(actor, Which::Session(&foreign), Ending::Replaced, None).await?;
        }
        if auth.session.id().is_some() {
            auth.session.flush().await.map_err(session_error)?;
        }
        let remembered = start.remembered && store::may_be_remembered(self.database.pool(), &account.role).await?;
        let beginning = Beginning {
            account_id: account.id.clone(),
            password_epoch: i64::from_be_bytes(account.password_epoch),
            remembered,
            method: start.method,
            name: start.name,
            instead_of: start.instead_of.to_owned(),
            replaces: own,
            renews: start.renews,
            address: client.address.to_string(),
            network: client.network(),
            user_agent: client.user_agent.clone(),
            request_id: client.request_id.clone(),
        };
        auth.session.insert(BEGINNING, beginning).await.map_err(session_error)?;
        auth.session.set_expiry(Some(cookie_expiry(remembered)));
        auth.login(account).await.map_err(app_error)?;
        auth.session.save().await.map_err(session_error)?;
        let id = auth.session.id().ok_or_else(|| AppError::internal(&"a saved session without an id"))?;
        self.resolve(&secret_hash(id), false).await
    }

    /// Looks, before anything is touched, whether the account may have one more session once `old` has
    /// gone. The store looks again as it writes the row.
    async fn check_room(&self, account: &Account, old: &str, instead_of: &str) -> Result<(), AppError> {
        let now = self.database.now();
        let (live, most) = store::count_live(self.database.pool(), &account.id, old, now).await?;
        if live < most { Ok(()) } else { self.check_choice(&account.id, old, live - most, instead_of).await }
    }
}

/// Until when the browser keeps the cookie: until it closes, or as long as any policy could let the
/// session live, since a later one may be longer. When the session is over, the server decides. By the
/// system's own clock, since the browser has no other.
fn cookie_expiry(remembered: bool) -> Expiry {
    if !remembered {
        return Expiry::OnSessionEnd;
    }
    let now = Duration::seconds(Clock::system().now());
    Expiry::AtDateTime(OffsetDateTime::UNIX_EPOCH + now + Duration::seconds(LONGEST_LIMIT))
}
