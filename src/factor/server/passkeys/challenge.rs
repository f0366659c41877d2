//! Challenges: they and what they are checked against stay on the server, and are used once.

use serde::{Serialize, de::DeserializeOwned};
use strum::IntoStaticStr;
use webauthn_rs::{Webauthn, prelude::WebauthnError};

use super::store;
use crate::{
    error::{AppError, Conflict},
    factor::{
        PasskeyChallenge,
        server::{key_kind::KeyKind, service::Factors},
    },
    link::token,
    texts::factor as t,
};

/// How long a challenge can be answered, in seconds. Longer than browsers wait.
const LIFETIME: i64 = 600;

/// The error for an answer that is wrong in any way.
pub(super) const REJECTED: AppError = AppError::Conflict { conflict: Conflict::WrongPasskey };

/// What a challenge is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub(super) enum Purpose {
    /// Adding a passkey to the account.
    Add,
    /// Adding a security key to the account.
    AddSecurityKey,
    /// Signing in, with a passkey of any account.
    SignIn,
    /// Verifying the owner of an account that has only passkeys: for the second step, or again.
    Confirm,
    /// The same, for an account that has security keys.
    ConfirmWithSecurityKey,
}

impl Purpose {
    /// Of the challenge for a new one.
    pub(super) fn adding(kind: KeyKind) -> Self {
        match kind {
            KeyKind::Passkey => Self::Add,
            KeyKind::SecurityKey => Self::AddSecurityKey,
        }
    }
}

impl Factors {
    pub(super) fn webauthn(&self) -> Result<&Webauthn, AppError> {
        self.relying_party.webauthn().ok_or_else(|| AppError::rejected(t::no_passkeys()))
    }

    pub(super) async fn challenge(
        &self,
        purpose: Purpose,
        account_id: Option<&str>,
        options: &impl Serialize,
        state: &impl Serialize,
    ) -> Result<PasskeyChallenge, AppError> {
        let token = token::generate().map_err(|error| AppError::internal(&error))?;
        let new = store::NewChallenge {
            token_hash: &token::digest(&token),
            purpose: purpose.into(),
            account_id,
            state: &write(state)?,
            expires_at: self.database.now() + LIFETIME,
        };
        store::challenge(self.database.pool(), new).await?;
        Ok(PasskeyChallenge { token, options: write(options)? })
    }

    pub(super) async fn find_state(
        &self,
        challenge: &str,
        purpose: Purpose,
        account_id: Option<&str>,
    ) -> Result<Option<String>, AppError> {
        let now = self.database.now();
        Ok(store::state(self.database.pool(), challenge, purpose.into(), account_id, now).await?)
    }

    pub(super) async fn state(
        &self,
        challenge: &str,
        purpose: Purpose,
        account_id: Option<&str>,
    ) -> Result<String, AppError> {
        let state = self.find_state(challenge, purpose, account_id).await?;
        state.ok_or_else(|| AppError::rejected(t::passkey_expired()))
    }
}

/// Splits an answer into the digest of its challenge's token and what the browser returned.
pub(super) fn split(answer: &str) -> Result<(String, &str), AppError> {
    let (token, answer) = answer.split_once('.').ok_or_else(|| malformed(&"no token"))?;
    Ok((token::digest(token), answer))
}

pub(super) fn malformed(error: &dyn std::fmt::Display) -> AppError {
    AppError::Malformed { reason: format!("passkey: {error}") }
}

/// What exactly was wrong is for the log. A counter that went backwards means that there is a copy of the passkey.
pub(super) fn failed(error: &WebauthnError) -> AppError {
    if matches!(error, WebauthnError::CredentialPossibleCompromise) {
        tracing::warn!(cause = %error, "passkey rejected");
    } else {
        tracing::info!(cause = %error, "passkey rejected");
    }
    REJECTED
}

pub(super) fn write(value: &impl Serialize) -> Result<String, AppError> {
    serde_json::to_string(value).map_err(|error| AppError::internal(&error))
}

pub(super) fn read<T: DeserializeOwned>(text: &str) -> Result<T, AppError> {
    serde_json::from_str(text).map_err(|error| AppError::internal(&error))
}
