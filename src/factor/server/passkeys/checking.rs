//! Checking what a device has signed.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use webauthn_rs::{
    Webauthn,
    prelude::{
        AuthenticationResult, DiscoverableAuthentication, Passkey, PublicKeyCredential, SecurityKey, Uuid,
        WebauthnError,
    },
};

use super::{
    challenge::{Purpose, REJECTED, failed, malformed, read, split, write},
    store::{self, PasskeyRow},
};
use crate::{
    database::Transaction,
    error::{AppError, Conflict},
    factor::{
        PasskeyChallenge,
        server::{key_kind::KeyKind, service::Factors},
    },
    texts::factor as t,
};

/// An assertion of a passkey that was verified, whose challenge has not been used up yet.
pub(crate) struct VerifiedPasskey {
    pub(crate) account_id: String,
    pub(crate) kind: KeyKind,
    id: String,
    /// Its state before and after this use.
    credential: String,
    new: String,
    challenge: String,
}

impl Factors {
    /// The challenge for signing in with a passkey of any account.
    ///
    /// # Errors
    /// [`AppError::Rejected`] if passkeys are not available at the public origin.
    pub(crate) async fn challenge_anyone(&self) -> Result<PasskeyChallenge, AppError> {
        let begun = self.webauthn()?.start_discoverable_authentication();
        let (options, state) = begun.map_err(|error| AppError::internal(&error))?;
        self.challenge(Purpose::SignIn, None, &options.public_key, &state).await
    }

    /// The challenge for a passkey or security key of this account. `None`: it has none.
    ///
    /// # Errors
    /// [`AppError::Rejected`] if passkeys are not available at the public origin.
    pub(crate) async fn challenge_owner(&self, account_id: &str) -> Result<Option<PasskeyChallenge>, AppError> {
        let rows = self.passkeys(account_id).await?;
        if rows.is_empty() {
            return Ok(None);
        }
        let webauthn = self.webauthn()?;
        let internal = |error: WebauthnError| AppError::internal(&error);
        let id = Some(account_id);
        if rows.iter().all(|row| row.key_kind() == KeyKind::Passkey) {
            let passkeys: Vec<Passkey> = rows.iter().map(|row| read(&row.credential)).collect::<Result<_, _>>()?;
            let (options, state) = webauthn.start_passkey_authentication(&passkeys).map_err(internal)?;
            return self.challenge(Purpose::Confirm, id, &options.public_key, &state).await.map(Some);
        }
        // Both kinds are stored alike. Those that verified their user when they were added still have to.
        let keys: Vec<SecurityKey> = rows.iter().map(|row| read(&row.credential)).collect::<Result<_, _>>()?;
        let (mut options, state) = webauthn.start_securitykey_authentication(&keys).map_err(internal)?;
        if rows.iter().any(|row| row.key_kind() == KeyKind::Passkey) {
            // Otherwise, browsers offer security keys only.
            options.public_key.hints = None;
        }
        self.challenge(Purpose::ConfirmWithSecurityKey, id, &options.public_key, &state).await.map(Some)
    }

    /// Verifies the assertion of a passkey or, if it must belong to an account, of a security key. `account_id`: that account;
    /// `None`: any.
    ///
    /// # Errors
    /// [`Conflict::UnknownPasskey`], [`Conflict::WrongPasskey`], [`AppError::Rejected`] if the challenge is over.
    pub(crate) async fn check_passkey(
        &self,
        account_id: Option<&str>,
        answer: &str,
    ) -> Result<VerifiedPasskey, AppError> {
        let (challenge, answer) = split(answer)?;
        let answer: PublicKeyCredential = serde_json::from_str(answer).map_err(|error| malformed(&error))?;
        let credential_id = BASE64_URL_SAFE_NO_PAD.encode(answer.get_credential_id());
        let Some(row) = store::find(self.database.pool(), &credential_id).await? else {
            return Err(self.unknown(&answer).await?);
        };
        if account_id.is_some_and(|id| id != row.account_id) {
            return Err(REJECTED);
        }
        let kind = row.key_kind();
        let new = match account_id {
            Some(_) => self.check_own(&challenge, &answer, &row).await?,
            // A security key may not have verified its user.
            None if kind == KeyKind::SecurityKey => return Err(REJECTED),
            None => {
                let state = read(&self.state(&challenge, Purpose::SignIn, None).await?)?;
                let mut passkey: Passkey = read(&row.credential)?;
                let checked = check_discovered(self.webauthn()?, &answer, state, &row, &passkey);
                passkey.update_credential(&checked.map_err(|error| failed(&error))?);
                write(&passkey)?
            }
        };
        Ok(VerifiedPasskey { account_id: row.account_id, kind, id: row.id, credential: row.credential, new, challenge })
    }

    /// Verifies the assertion of a passkey or security key of the account that was asked. Returns its new state.
    async fn check_own(
        &self,
        challenge: &str,
        answer: &PublicKeyCredential,
        row: &PasskeyRow,
    ) -> Result<String, AppError> {
        let (webauthn, id) = (self.webauthn()?, Some(&*row.account_id));
        if let Some(state) = self.find_state(challenge, Purpose::ConfirmWithSecurityKey, id).await? {
            let checked = webauthn.finish_securitykey_authentication(answer, &read(&state)?);
            let mut key: SecurityKey = read(&row.credential)?;
            key.update_credential(&checked.map_err(|error| failed(&error))?);
            return write(&key);
        }
        let state = self.state(challenge, Purpose::Confirm, id).await?;
        let checked = webauthn.finish_passkey_authentication(answer, &read(&state)?);
        let mut passkey: Passkey = read(&row.credential)?;
        passkey.update_credential(&checked.map_err(|error| failed(&error))?);
        write(&passkey)
    }

    /// The error for a passkey that is not stored. Only if it is of one of our accounts, the browser may forget it: other
    /// applications can share the domain.
    async fn unknown(&self, answer: &PublicKeyCredential) -> Result<AppError, AppError> {
        let owner = answer.get_user_unique_id().and_then(|id| Uuid::from_slice(id).ok());
        let is_ours = match owner {
            Some(id) => store::is_account(self.database.pool(), &id.to_string()).await?,
            None => false,
        };
        Ok(if is_ours { AppError::Conflict { conflict: Conflict::UnknownPasskey } } else { REJECTED })
    }

    /// Uses up the challenge that a passkey has answered, and notes the use.
    ///
    /// # Errors
    /// [`AppError::Rejected`] if the challenge was used meanwhile, [`Conflict::WrongPasskey`] if the passkey was removed or
    /// used.
    pub(crate) async fn use_passkey(&self, tx: &mut Transaction, passkey: &VerifiedPasskey) -> Result<(), AppError> {
        if !store::use_up(&mut **tx, &passkey.challenge).await? {
            return Err(AppError::rejected(t::passkey_expired()));
        }
        let now = tx.now();
        let states = (&*passkey.credential, &*passkey.new);
        if store::note_use(&mut **tx, &passkey.id, states, now).await? { Ok(()) } else { Err(REJECTED) }
    }
}

/// Checks the signature of a passkey that its device has found. Both must name the same account.
fn check_discovered(
    webauthn: &Webauthn,
    answer: &PublicKeyCredential,
    state: DiscoverableAuthentication,
    row: &PasskeyRow,
    passkey: &Passkey,
) -> Result<AuthenticationResult, WebauthnError> {
    let (owner, _) = webauthn.identify_discoverable_authentication(answer)?;
    if owner.to_string() != row.account_id {
        return Err(WebauthnError::InvalidUserUniqueId);
    }
    webauthn.finish_discoverable_authentication_v2(answer, state, passkey)
}
