//! Adding passkeys and security keys.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use webauthn_rs::prelude::{Passkey, RegisterPublicKeyCredential, Uuid, WebauthnError};
use webauthn_rs_proto::ResidentKeyRequirement;

use super::{
    challenge::{Purpose, REJECTED, failed, malformed, read, split, write},
    store,
};
use crate::{
    account::server::Account,
    database::Transaction,
    error::AppError,
    factor::{
        MOST_PASSKEYS, PasskeyChallenge,
        server::{key_kind::KeyKind, service::Factors},
    },
    texts::factor as t,
};

/// A new passkey or security key that was checked.
pub(crate) struct NewPasskey {
    kind: KeyKind,
    credential_id: String,
    credential: String,
    challenge: String,
}

impl Factors {
    /// The challenge for a new passkey or security key.
    ///
    /// # Errors
    /// [`AppError::Rejected`] if the account has as many as it may have, or passkeys are not available at the public origin.
    pub(crate) async fn challenge_new_passkey(
        &self,
        account: &Account,
        kind: KeyKind,
    ) -> Result<PasskeyChallenge, AppError> {
        let webauthn = self.webauthn()?;
        let rows = self.passkeys(&account.id).await?;
        if rows.iter().filter(|row| row.key_kind() == kind).count() >= MOST_PASSKEYS {
            return Err(AppError::rejected(match kind {
                KeyKind::Passkey => t::most_passkeys(MOST_PASSKEYS),
                KeyKind::SecurityKey => t::most_security_keys(MOST_PASSKEYS),
            }));
        }
        let known = rows.iter().map(|row| Ok(read::<Passkey>(&row.credential)?.cred_id().clone()));
        let known = Some(known.collect::<Result<Vec<_>, AppError>>()?);
        let handle = Uuid::parse_str(&account.id).map_err(|error| AppError::internal(&error))?;
        let (username, name) = (&*account.username, &*account.display_name);
        let internal = |error: WebauthnError| AppError::internal(&error);
        let (purpose, id) = (Purpose::adding(kind), Some(&*account.id));
        match kind {
            KeyKind::Passkey => {
                let begun = webauthn.start_passkey_registration(handle, username, name, known);
                let (mut options, state) = begun.map_err(internal)?;
                // Signing in without a username needs a passkey that its device finds by itself.
                if let Some(selection) = &mut options.public_key.authenticator_selection {
                    selection.resident_key = Some(ResidentKeyRequirement::Required);
                    selection.require_resident_key = true;
                }
                self.challenge(purpose, id, &options.public_key, &state).await
            }
            KeyKind::SecurityKey => {
                let begun = webauthn.start_securitykey_registration(handle, username, name, known, None, None);
                let (mut options, state) = begun.map_err(internal)?;
                // Browsers do not create a key that protects itself with user verification on a device that has none.
                if let Some(extensions) = &mut options.public_key.extensions {
                    extensions.cred_protect = None;
                }
                self.challenge(purpose, id, &options.public_key, &state).await
            }
        }
    }

    /// Checks a new passkey or security key.
    ///
    /// # Errors
    /// [`Conflict::WrongPasskey`], [`AppError::Rejected`] if the challenge is over.
    pub(crate) async fn check_new_passkey(
        &self,
        account_id: &str,
        answer: &str,
        kind: KeyKind,
    ) -> Result<NewPasskey, AppError> {
        let webauthn = self.webauthn()?;
        let (challenge, answer) = split(answer)?;
        let state = self.state(&challenge, Purpose::adding(kind), Some(account_id)).await?;
        let answer: RegisterPublicKeyCredential = serde_json::from_str(answer).map_err(|error| malformed(&error))?;
        let (credential_id, credential) = match kind {
            KeyKind::Passkey => {
                let passkey = webauthn.finish_passkey_registration(&answer, &read(&state)?);
                let passkey = passkey.map_err(|error| failed(&error))?;
                (BASE64_URL_SAFE_NO_PAD.encode(passkey.cred_id()), write(&passkey)?)
            }
            KeyKind::SecurityKey => {
                let key = webauthn.finish_securitykey_registration(&answer, &read(&state)?);
                let key = key.map_err(|error| failed(&error))?;
                (BASE64_URL_SAFE_NO_PAD.encode(key.cred_id()), write(&key)?)
            }
        };
        Ok(NewPasskey { kind, credential_id, credential, challenge })
    }

    /// Adds a passkey that was [checked](Self::check_new_passkey). `user_agent`: of the browser.
    ///
    /// # Errors
    /// [`Conflict::WrongPasskey`], [`AppError::Rejected`] if the challenge is over.
    pub(crate) async fn add_passkey(
        &self,
        tx: &mut Transaction,
        account_id: &str,
        passkey: &NewPasskey,
        user_agent: &str,
    ) -> Result<(), AppError> {
        if !store::use_up(&mut **tx, &passkey.challenge).await? {
            return Err(AppError::rejected(t::passkey_expired()));
        }
        let new = store::NewRow {
            kind: passkey.kind,
            account_id,
            credential_id: &passkey.credential_id,
            credential: &passkey.credential,
            domain: self.relying_party.domain().unwrap_or_default(),
            user_agent,
            now: tx.now(),
        };
        let most = i64::try_from(MOST_PASSKEYS).unwrap_or(i64::MAX);
        if store::add(tx, new, most).await? { Ok(()) } else { Err(REJECTED) }
    }
}
