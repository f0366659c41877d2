//! Signing in, signing up and signing out.

use super::{
    auth::{app_error, auth_session},
    backend::Credentials,
    challenge::Entry,
    registry,
    secret::secret_hash,
    selector::SessionSelector,
    service::Sessions,
    start::{SessionSlot, StartOptions, lock},
    store,
};
use crate::{
    access::{
        Ending, Principal,
        server::{Grant, Visit},
    },
    account::server::{NewAccount, password::Password, require_filled},
    error::{AppError, Conflict},
    factor::{PasskeyChallenge, server::FactorKind},
    session::Method,
};

impl Sessions {
    /// Signs in with a new session and a new session ID, even if the browser has a session (ASVS 7.2.4).
    /// `instead_of`: the ID of the session to end if the account has reached its session limit.
    ///
    /// # Errors
    /// [`AppError::Invalid`] if a field is empty; this does not count as an attempt. [`AppError::TooManySessions`],
    /// and the errors of [`Accounts::authenticate`](crate::account::server::Accounts::authenticate).
    pub async fn sign_in(
        &self,
        visit: &Visit,
        username: &str,
        password: Password,
        remember_me: bool,
        instead_of: &str,
    ) -> Result<Principal, AppError> {
        require_filled(username, &password)?;
        let key = self.accounts.sign_in_key(username).await?;
        let known = store::is_known(self.database.pool(), &key, &visit.client.network()).await?;
        let credentials = Credentials { key, password, client: visit.client.clone(), known };
        let account = auth_session()?.authenticate(credentials).await.map_err(app_error)?;
        let account = account.ok_or(AppError::BadCredentials)?;
        self.enter(&account, &visit.client, Entry { method: Method::Password, remember_me, instead_of, passkey: None })
            .await
    }

    /// Signs in with a passkey, which proves two factors at once. `passkey`: what it has signed.
    ///
    /// # Errors
    /// [`AppError::TooMany`], [`AppError::TooManySessions`], after which the same answer can be sent again,
    /// [`Conflict::UnknownPasskey`], [`Conflict::WrongPasskey`], and [`AppError::Rejected`] if the challenge is over.
    pub async fn sign_in_with_passkey(
        &self,
        visit: &Visit,
        passkey: &str,
        remember_me: bool,
        instead_of: &str,
    ) -> Result<Principal, AppError> {
        self.accounts.attempts().passkey_answer(&visit.client)?;
        let passkey = self.factors.check_passkey(None, passkey).await?;
        let account = self.accounts.find(&passkey.account_id).await?;
        let account = account.ok_or(AppError::Conflict { conflict: Conflict::UnknownPasskey })?;
        let entry = Entry { method: Method::Passkey, remember_me, instead_of, passkey: Some(passkey) };
        self.enter(&account, &visit.client, entry).await
    }

    /// A challenge that a passkey is to sign: of the caller's account if somebody is signed in or has entered their
    /// password, otherwise of any account. `None`: the account has no passkey, or is banned.
    ///
    /// # Errors
    /// [`AppError::TooMany`], and [`AppError::Rejected`] if passkeys are not available at the public origin.
    pub async fn challenge_passkey(&self, visit: &Visit) -> Result<Option<PasskeyChallenge>, AppError> {
        self.accounts.attempts().passkey_challenge(&visit.client)?;
        match &visit.principal {
            Principal::Member(member) => self.factors.challenge_owner(&member.account_id).await,
            Principal::Challenged(_) => self.factors.challenge_owner(&self.challenged_account().await?).await,
            Principal::Guest { .. } => self.factors.challenge_anyone().await.map(Some),
            Principal::Banned(_) => Ok(None),
        }
    }

    /// Creates an account and signs in with it. `token`: the token of an invitation; empty: none.
    ///
    /// # Errors
    /// [`AppError::Invalid`], [`AppError::TooMany`],
    /// and those of [`Accounts::check_sign_up`](crate::account::server::Accounts::check_sign_up).
    pub async fn sign_up(&self, visit: &Visit, new: NewAccount, token: &str) -> Result<Principal, AppError> {
        self.accounts.attempts().from_address(&visit.client)?;
        let browser_session = self.browser_session().await?;
        let (tx, account) = self.accounts.begin_sign_up(visit, new, token).await?;
        let start = StartOptions { method: Method::SignUp, ..StartOptions::default() };
        self.start(tx, browser_session, &account, &visit.client, start).await
    }

    /// Creates the owner's account with the set-up link and signs in with it.
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
        let browser_session = self.browser_session().await?;
        let (tx, owner) = self.accounts.begin_set_up(visit, token, new).await?;
        let start = StartOptions { method: Method::SetUp, ..StartOptions::default() };
        self.start(tx, browser_session, &owner, &visit.client, start).await
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

    /// Reauthenticates the caller and replaces the session with a new one (ASVS 7.2.4): with a passkey, or else with a code
    /// if the account has a second factor, otherwise with the password.
    ///
    /// # Errors
    /// Those of [`Accounts::reauthenticate`](crate::account::server::Accounts::reauthenticate),
    /// [`Conflict::UnknownPasskey`], [`Conflict::WrongPasskey`], [`AppError::Rejected`], [`AppError::Invalid`] at `code`, and
    /// [`AppError::SignInRequired`] if the session has ended meanwhile.
    pub async fn sign_in_again(
        &self,
        grant: &Grant,
        current: Password,
        code: &str,
        passkey: &str,
    ) -> Result<Principal, AppError> {
        let id = &*grant.member().account_id;
        let account = self.accounts.find(id).await?.ok_or(AppError::SignInRequired)?;
        let (account, factor) = if account.second_factor || !passkey.is_empty() {
            (account, Some(self.factors.check_factor(id, code, (passkey, grant.client())).await?))
        } else if account.has_password() {
            (self.accounts.reauthenticate(grant, current).await?, None)
        } else {
            return Err(AppError::Conflict { conflict: Conflict::NoPassword });
        };
        let session = &grant.member().session;
        let name = registry::name(&self.database, &session.id).await?;
        let browser_session = self.browser_session().await?;
        let mut tx = self.database.begin().await?;
        let (mut method, mut level) = (Method::Password, 1);
        if let Some(factor) = factor {
            lock(&mut tx, &browser_session, id).await?;
            let used = self.factors.use_factor(&mut tx, factor).await?;
            (method, level) = (method_of(used), 2);
            if used.is_second_step() {
                // It is not lost.
                self.factors.cancel_removal(&mut tx, id).await?;
            }
        }
        let (remember_me, place) = (session.remember_me, SessionSlot::Own);
        let start = StartOptions { method, remember_me, name, place, level };
        self.start(tx, browser_session, &account, grant.client(), start).await
    }

    /// Checks whether an account can be created.
    ///
    /// # Errors
    /// Those of [`Accounts::check_sign_up`](crate::account::server::Accounts::check_sign_up).
    pub async fn check_sign_up(&self, _visit: &Visit, token: &str) -> Result<(), AppError> {
        self.accounts.check_sign_up(token).await
    }

    /// Checks whether a set-up link is still valid.
    ///
    /// # Errors
    /// [`AppError::DeadLink`].
    pub async fn check_set_up_link(&self, _visit: &Visit, token: &str) -> Result<(), AppError> {
        self.accounts.check_set_up_link(token).await
    }

    /// Returns the username of the account whose password a reset link may set.
    ///
    /// # Errors
    /// [`AppError::DeadLink`].
    pub async fn check_reset_link(&self, _visit: &Visit, token: &str) -> Result<String, AppError> {
        Ok(self.accounts.check_reset_link(token).await?.username)
    }
}

/// How a session was signed in that reauthenticated with this kind of factor.
fn method_of(used: FactorKind) -> Method {
    match used {
        FactorKind::Authenticator => Method::Authenticator,
        FactorKind::RecoveryCode => Method::RecoveryCode,
        FactorKind::Passkey => Method::Passkey,
        FactorKind::SecurityKey => Method::SecurityKey,
        FactorKind::Ticket => Method::Ticket,
    }
}
