//! The gate, where every way to sign in ends, and the challenge, which asks for the second factor or for a mailed code.

mod cookie;
mod mailed;
mod store;

pub(super) use cookie::{ChallengeSecret, removal};
pub(super) use store::remove_old;

use axum::http::HeaderMap;

use self::cookie::own_secret;
use super::{
    endings,
    notices::origin,
    selector::SessionSelector,
    service::Sessions,
    start::{BrowserSession, SessionSlot, StartOptions, lock},
};
#[cfg(doc)]
use crate::error::Conflict;
use crate::{
    access::{
        Challenge, Due, Ending, Preferences, Principal,
        server::{Client, Visit},
    },
    account::server::{Account, store::lock_account},
    audit::server::Actor,
    database::Transaction,
    error::{AppError, Problem},
    factor::server::{CheckedFactor, FactorKind, VerifiedPasskey, needed_from},
    link::token,
    mail::masked,
    policy::Setting,
    session::Method,
};

/// How somebody signs in.
pub(super) struct Entry<'a> {
    pub(super) method: Method,
    pub(super) remember_me: bool,
    /// The ID of the session to end if the account has reached its session limit; empty: none.
    pub(super) instead_of: &'a str,
    /// The passkey, if there was one. It proves two factors at once: the device, and who unlocked it.
    pub(super) passkey: Option<VerifiedPasskey>,
}

/// What answers a challenge, once it was checked.
enum CheckedAnswer {
    /// A second factor.
    Factor(CheckedFactor),
    /// The digest of a mailed code.
    MailedCode(String),
}

impl Sessions {
    /// The gate: every way to sign in ends here. Starts a session or, if the account has a second factor that was not
    /// proved yet, a challenge. So does a password alone in a new browser, if the policy asks for a mailed code there.
    ///
    /// # Errors
    /// Those of [`Factors::use_passkey`](crate::factor::server::Factors::use_passkey),
    /// [`AppError::TooManySessions`], [`AppError::BadCredentials`] if the password was changed meanwhile, and
    /// [`AppError::TooMany`] if too many codes were mailed.
    pub(super) async fn enter(
        &self,
        account: &Account,
        client: &Client,
        entry: Entry<'_>,
    ) -> Result<Principal, AppError> {
        let browser_session = self.browser_session().await?;
        let Entry { method, remember_me, instead_of, passkey } = entry;
        if passkey.is_none() {
            if account.second_factor {
                return self.challenge(account, client, browser_session, (remember_me, None)).await;
            }
            if let Some(email) = self.address_for_code(account).await? {
                return self.challenge(account, client, browser_session, (remember_me, Some(&email))).await;
            }
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

    /// Starts a challenge in this browser, and ends the session that the browser has. `email`: the address that a code is
    /// mailed to; `None`: the second factor is due.
    async fn challenge(
        &self,
        account: &Account,
        client: &Client,
        browser_session: BrowserSession,
        (remember_me, email): (bool, Option<&str>),
    ) -> Result<Principal, AppError> {
        let secret = token::generate().map_err(|error| AppError::internal(&error))?;
        let mut tx = self.database.begin().await?;
        tx.acts_for(Actor::from(client).named(&account.id));
        let (now, epoch) = (tx.now(), i64::from_be_bytes(account.password_epoch));
        lock(&mut tx, &browser_session, &account.id).await?;
        if let Some(id) = browser_session.live_session() {
            endings::end(&mut tx, SessionSelector::Session(id), Ending::Replaced, None).await?;
        }
        let digest = token::digest(&secret);
        let times = (now, now + cookie::LIFETIME);
        if !store::insert(&mut *tx, &digest, (&account.id, epoch), (remember_me, email), times).await? {
            return Err(AppError::BadCredentials);
        }
        // None: the address was changed or the second factor removed meanwhile, and somebody has to sign in again.
        let row = store::find(&mut *tx, &digest, now).await?;
        if let (Some(_), Some(email)) = (&row, email) {
            self.mail_code(&mut tx, &digest, (&account.id, email), client).await?;
        }
        tx.commit().await?;
        cookie::set(self.cookie, &secret);
        Ok(row.map(|row| principal(row, now)).unwrap_or_default())
    }

    /// The principal of the challenge cookie in a request, and the cookie's digest if the challenge is in force.
    pub(super) async fn challenged(
        &self,
        headers: &HeaderMap,
    ) -> Result<Option<(Principal, Option<ChallengeSecret>)>, AppError> {
        let Some(secret) = cookie::secret_in(self.cookie, headers) else { return Ok(None) };
        let now = self.database.now();
        Ok(Some(match store::find(self.database.pool(), &secret, now).await? {
            Some(row) => (principal(row, now), Some(ChallengeSecret(secret))),
            None => (Principal::ended(Ending::SignInExpired), None),
        }))
    }

    /// Checks the second factor or the mailed code, and starts the session. `code`: of the authenticator app, a recovery
    /// code, the one that was mailed, or a ticket, which removes all second factors and passkeys and ends all other sessions.
    /// `passkey`: what a passkey has signed, instead of a code; empty: none.
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
        let answer = if row.email.is_some() && passkey.is_empty() {
            self.check_mailed_code(&secret, &account.id, code).await.map(CheckedAnswer::MailedCode)
        } else {
            self.factors
                .check_factor_or_ticket(&account.id, code, (passkey, &visit.client))
                .await
                .map(CheckedAnswer::Factor)
        };
        let is_wrong = |error: &AppError| error.at("code").is_some_and(|problem| *problem != Problem::Required);
        if answer.as_ref().is_err_and(is_wrong) {
            self.note_wrong_code(&account.id, &visit.client).await?;
        }
        let answer = answer?;
        let browser_session = self.browser_session().await?;
        // A ticket ends all other sessions.
        let ends_others =
            matches!(&answer, CheckedAnswer::Factor(factor) if factor.factor_kind() == FactorKind::Ticket);
        if !ends_others {
            self.check_session_limit(&account, browser_session.own(&account.id), instead_of).await?;
        }
        let mut tx = self.database.begin().await?;
        lock(&mut tx, &browser_session, &account.id).await?;
        let (method, level) = self.use_answer(&mut tx, &account.id, &secret, answer).await?;
        let place = if ends_others { SessionSlot::Free } else { SessionSlot::Next { instead_of } };
        let remember_me = row.remember_me != 0;
        let start = StartOptions { method, remember_me, place, level, ..StartOptions::default() };
        let principal = self.start(tx, browser_session, &account, &visit.client, start).await?;
        cookie::set(self.cookie, "");
        Ok(principal)
    }

    /// Uses up what answers a challenge, together with the challenge. Returns the method and the level of the session.
    async fn use_answer(
        &self,
        tx: &mut Transaction,
        account_id: &str,
        secret: &str,
        answer: CheckedAnswer,
    ) -> Result<(Method, i64), AppError> {
        let now = tx.now();
        let (is_removed, method, level) = match answer {
            CheckedAnswer::Factor(factor) => {
                let used = self.factors.use_factor(tx, factor).await?;
                if used.is_second_step() {
                    // It is not lost.
                    self.factors.cancel_removal(tx, account_id).await?;
                }
                let is_removed = store::remove(&mut **tx, secret).await?;
                let (method, level) = match used {
                    FactorKind::Authenticator => (Method::Authenticator, 2),
                    FactorKind::RecoveryCode => (Method::RecoveryCode, 2),
                    FactorKind::Passkey => (Method::PasswordAndPasskey, 2),
                    FactorKind::SecurityKey => (Method::SecurityKey, 2),
                    FactorKind::Ticket => {
                        self.factors.remove_lost(tx, account_id).await?;
                        let all = SessionSelector::Account { account_id, except: "" };
                        endings::end(tx, all, Ending::TicketUsed, None).await?;
                        // The account has no second factor any more.
                        (Method::Ticket, 1)
                    }
                };
                (is_removed, method, level)
            }
            CheckedAnswer::MailedCode(digest) => {
                // The address may have been changed since it was checked, or a second factor turned on.
                let is_in_force = store::find(&mut **tx, secret, now).await?.is_some();
                let is_removed = is_in_force && store::remove_with_code(&mut **tx, secret, &digest).await?;
                (is_removed, Method::MailedCode, 1)
            }
        };
        if is_removed { Ok((method, level)) } else { Err(AppError::SignInRequired) }
    }

    /// Requests that the second factor be removed, because its owner has lost it. Needs the password, which was right, and
    /// takes some days, in which its owner can object.
    ///
    /// # Errors
    /// [`AppError::SignInRequired`] if the challenge is over, [`AppError::Busy`] while the clock is in doubt,
    /// [`AppError::Rejected`] if it is not allowed or its owner could not be told, and [`AppError::NotFound`] if the
    /// challenge asks for a mailed code.
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
        if store::find(&mut *tx, &secret, now).await?.ok_or(AppError::SignInRequired)?.email.is_some() {
            return Err(AppError::NotFound);
        }
        self.factors.request_removal(&mut tx, &account_id, origin(&visit.client)).await?;
        let row = store::find(&mut *tx, &secret, now).await?;
        tx.commit().await?;
        Ok(row.map(|row| principal(row, now)).unwrap_or_default())
    }

    /// The account whose second factor, or mailed code, is due in this browser.
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
    let removal = row.removal.unwrap_or(Setting::SECOND_FACTOR_REMOVAL.default);
    // What would be refused is not offered.
    let is_required = needed_from(row.requirements, row.required_day).is_some_and(|from| from <= now + removal);
    let removal = if is_required || row.email_verified_at.is_none() { 0 } else { removal };
    Principal::Challenged(Challenge {
        username: row.username,
        has_authenticator: row.authenticator > 0,
        has_security_keys: row.security_keys > 0,
        due: row.email.as_deref().map_or(Due::SecondFactor, |email| Due::MailedCode(masked(email))),
        has_passkeys: row.passkeys > 0,
        second_factor_ends_at: row.second_factor_ends_at,
        removal_days: days(removal),
        expires_at: row.expires_at,
        preferences: Preferences::read(&row.preferences),
        as_of: now,
    })
}
