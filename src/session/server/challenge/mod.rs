//! The gate, where every way to sign in ends, and the challenge, which asks for the second factor.

mod cookie;
mod store;

pub(super) use store::remove_old;

use axum::http::{HeaderMap, request::Parts};
use leptos::prelude::use_context;

use super::{
    cuts,
    device::device,
    endings,
    selector::SessionSelector,
    service::Sessions,
    start::{BrowserSession, SessionSlot, StartOptions, lock},
};
#[cfg(doc)]
use crate::error::Conflict;
use crate::{
    access::{
        Challenge, Ending, Preferences, Principal,
        server::{Client, Visit},
    },
    account::server::{Account, store::lock_account},
    audit::server::Actor,
    error::AppError,
    factor::server::{FactorKind, VerifiedPasskey},
    link::token,
    policy::Setting,
    session::Method,
};

/// The digest of the challenge cookie, as a request extension.
#[derive(Clone, Debug)]
pub(super) struct ChallengeSecret(String);

/// How somebody signs in.
pub(super) struct Entry<'a> {
    pub(super) method: Method,
    pub(super) remember_me: bool,
    /// The ID of the session to end if the account has reached its session limit; empty: none.
    pub(super) instead_of: &'a str,
    /// The passkey, if there was one. It proves two factors at once: the device, and who unlocked it.
    pub(super) passkey: Option<VerifiedPasskey>,
}

impl Sessions {
    /// The gate: every way to sign in ends here. Starts a session or, if the account has a second factor that was not
    /// proved yet, a challenge.
    ///
    /// # Errors
    /// Those of [`Factors::use_passkey`](crate::factor::server::Factors::use_passkey),
    /// [`AppError::TooManySessions`], [`AppError::BadCredentials`] if the password was changed meanwhile.
    pub(super) async fn enter(
        &self,
        account: &Account,
        client: &Client,
        entry: Entry<'_>,
    ) -> Result<Principal, AppError> {
        let browser_session = self.browser_session().await?;
        let Entry { method, remember_me, instead_of, passkey } = entry;
        if account.second_factor && passkey.is_none() {
            return self.challenge(account, client, browser_session, remember_me).await;
        }
        self.check_session_limit(account, browser_session.own(&account.id), instead_of).await?;
        let mut tx = self.database.begin().await?;
        if let Some(passkey) = &passkey {
            lock(&mut tx, &browser_session, &account.id).await?;
            self.factors.use_passkey(&mut tx, passkey).await?;
        }
        let (level, place) = (if passkey.is_some() { 2 } else { 1 }, SessionSlot::Next { instead_of });
        let start = StartOptions { method, remember_me, place, level, ..StartOptions::default() };
        let started = self.start(tx, browser_session, account, client, start).await;
        // The password was changed meanwhile; nobody has typed one.
        started.map_err(|error| if level == 2 && error == AppError::BadCredentials { AppError::Busy } else { error })
    }

    /// Starts a challenge in this browser, and ends the session that the browser has.
    async fn challenge(
        &self,
        account: &Account,
        client: &Client,
        browser_session: BrowserSession,
        remember_me: bool,
    ) -> Result<Principal, AppError> {
        let secret = token::generate().map_err(|error| AppError::internal(&error))?;
        let mut tx = self.database.begin().await?;
        tx.acts_for(Actor::from(client).named(&account.id));
        let (now, epoch) = (tx.now(), i64::from_be_bytes(account.password_epoch));
        cuts::current(&mut tx).await?;
        if let Some(id) = browser_session.live_session() {
            endings::end(&mut tx, SessionSelector::Session(id), Ending::Replaced, None).await?;
        }
        let digest = token::digest(&secret);
        let times = (now, now + cookie::LIFETIME);
        if !store::insert(&mut *tx, &digest, (&account.id, epoch), remember_me, times).await? {
            return Err(AppError::BadCredentials);
        }
        let row = store::find(&mut *tx, &digest, now).await?;
        tx.commit().await?;
        cookie::set(self.cookie, &secret);
        Ok(row.map(|row| principal(row, now)).unwrap_or_default())
    }

    /// The principal of the challenge cookie in a request, if the challenge is in force, and the cookie's digest.
    pub(super) async fn challenged(
        &self,
        headers: &HeaderMap,
    ) -> Result<Option<(Principal, ChallengeSecret)>, AppError> {
        let Some(secret) = cookie::secret_in(self.cookie, headers) else { return Ok(None) };
        let now = self.database.now();
        let row = store::find(self.database.pool(), &secret, now).await?;
        Ok(row.map(|row| (principal(row, now), ChallengeSecret(secret))))
    }

    /// Checks the second factor, and starts the session. `code`: of the authenticator app, a recovery code, or a ticket,
    /// which removes all second factors and passkeys and ends all other sessions. `passkey`: what a passkey has signed,
    /// instead of a code; empty: none.
    ///
    /// # Errors
    /// [`AppError::Invalid`] at `code`, [`Conflict::UnknownPasskey`], [`AppError::Rejected`], [`AppError::TooMany`], [`AppError::TooManySessions`], after which the same code
    /// can be sent again, and [`AppError::SignInRequired`] if the challenge is over.
    pub async fn answer_challenge(
        &self,
        visit: &Visit,
        code: &str,
        passkey: &str,
        instead_of: &str,
    ) -> Result<Principal, AppError> {
        let secret = own_secret()?;
        let row = store::find(self.database.pool(), &secret, self.database.now()).await?;
        let row = row.ok_or(AppError::SignInRequired)?;
        let account = self.accounts.find(&row.account_id).await?.ok_or(AppError::SignInRequired)?;
        let factor = self.factors.check_factor_or_ticket(&account.id, code, (passkey, &visit.client)).await?;
        let browser_session = self.browser_session().await?;
        // A ticket ends all other sessions.
        let ends_others = factor.factor_kind() == FactorKind::Ticket;
        if !ends_others {
            self.check_session_limit(&account, browser_session.own(&account.id), instead_of).await?;
        }
        let mut tx = self.database.begin().await?;
        lock(&mut tx, &browser_session, &account.id).await?;
        let used = self.factors.use_factor(&mut tx, factor).await?;
        if [FactorKind::Authenticator, FactorKind::RecoveryCode].contains(&used) {
            // It is not lost.
            self.factors.cancel_removal(&mut tx, &account.id).await?;
        }
        if !store::remove(&mut *tx, &secret).await? {
            return Err(AppError::SignInRequired);
        }
        if ends_others {
            self.factors.remove_lost(&mut tx, &account.id).await?;
            let all = SessionSelector::Account { account_id: &account.id, except: "" };
            endings::end(&mut tx, all, Ending::TicketUsed, None).await?;
        }
        let start = StartOptions {
            method: match used {
                FactorKind::Authenticator => Method::Authenticator,
                FactorKind::RecoveryCode => Method::RecoveryCode,
                FactorKind::Passkey => Method::PasswordAndPasskey,
                FactorKind::Ticket => Method::Ticket,
            },
            remember_me: row.remember_me != 0,
            place: if ends_others { SessionSlot::Free } else { SessionSlot::Next { instead_of } },
            // The account has no second factor any more.
            level: if ends_others { 1 } else { 2 },
            ..StartOptions::default()
        };
        let principal = self.start(tx, browser_session, &account, &visit.client, start).await?;
        cookie::set(self.cookie, "");
        Ok(principal)
    }

    /// Requests that the second factor be removed, because its owner has lost it. Needs the password, which was right, and
    /// takes some days, in which its owner can object.
    ///
    /// # Errors
    /// [`AppError::SignInRequired`] if the challenge is over, [`AppError::Busy`] while the clock is in doubt,
    /// [`AppError::Rejected`] if it is not allowed or its owner could not be told.
    pub async fn request_removal(&self, visit: &Visit) -> Result<Principal, AppError> {
        let secret = own_secret()?;
        let account_id = self.challenged_account().await?;
        // The delay is worth nothing while the clock is in doubt.
        if self.database.retention_time().await?.is_none() {
            return Err(AppError::Busy);
        }
        let mut tx = self.database.begin().await?;
        tx.acts_for(Actor::from(&visit.client).named(&account_id));
        // Under the lock, because a new password makes the challenge void.
        lock_account(&mut *tx, &account_id).await?;
        let now = tx.now();
        store::find(&mut *tx, &secret, now).await?.ok_or(AppError::SignInRequired)?;
        let from = (device(&visit.client.user_agent).to_string(), visit.client.address.to_string());
        self.factors.request_removal(&mut tx, &account_id, from).await?;
        let row = store::find(&mut *tx, &secret, now).await?;
        tx.commit().await?;
        Ok(row.map(|row| principal(row, now)).unwrap_or_default())
    }

    /// The account whose second factor is due in this browser.
    ///
    /// # Errors
    /// [`AppError::SignInRequired`] if the challenge is over.
    pub(super) async fn challenged_account(&self) -> Result<String, AppError> {
        let row = store::find(self.database.pool(), &own_secret()?, self.database.now()).await?;
        Ok(row.ok_or(AppError::SignInRequired)?.account_id)
    }

    /// Gives the sign-in up.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn cancel_challenge(&self, _visit: &Visit) -> Result<Principal, AppError> {
        store::remove(self.database.pool(), &own_secret()?).await?;
        cookie::set(self.cookie, "");
        Ok(Principal::default())
    }
}

/// A duration in days, rounded up.
fn days(seconds: i64) -> i64 {
    (seconds + 86_399) / 86_400
}

fn principal(row: store::ChallengeRow, now: i64) -> Principal {
    Principal::Challenged(Challenge {
        username: row.username,
        has_passkeys: row.passkeys > 0,
        second_factor_ends_at: row.second_factor_ends_at,
        removal_days: days(row.removal.unwrap_or(Setting::SECOND_FACTOR_REMOVAL.default)),
        expires_at: row.expires_at,
        preferences: Preferences::read(&row.preferences),
        as_of: now,
    })
}

/// The digest of this request's challenge cookie.
fn own_secret() -> Result<String, AppError> {
    let secret = use_context::<Parts>().and_then(|parts| parts.extensions.get::<ChallengeSecret>().cloned());
    secret.map(|ChallengeSecret(secret)| secret).ok_or(AppError::SignInRequired)
}
