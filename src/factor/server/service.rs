//! The service that checks second factors.

use std::sync::Arc;

use super::{
    code::Code,
    keys::{KeyError, SecretKeys},
    passkeys::{RelyingParty, RightPasskey},
    store, totp,
};
use crate::{
    account::server::{Accounts, password::Password},
    database::{Database, Transaction},
    error::{AppError, Problem},
    factor::{Authenticator, SecondFactors},
    texts::factor as t,
};

/// The service that sets up and checks second factors. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Factors {
    pub(super) database: Database,
    pub(super) accounts: Accounts,
    pub(super) keys: SecretKeys,
    /// The name under which authenticator apps show the account: the host of the public origin.
    pub(super) issuer: Arc<str>,
    pub(super) relying_party: RelyingParty,
}

/// A second factor that was right when it was checked, and has not been used yet.
pub(crate) enum Proof {
    /// A code of an authenticator app: its ID and the step.
    Authenticator(String, i64),
    /// The ID of a recovery code.
    Recovery(String),
    /// A passkey.
    Passkey(RightPasskey),
}

/// A kind of second factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Factor {
    /// An authenticator app.
    Authenticator,
    /// A recovery code.
    RecoveryCode,
    /// A passkey.
    Passkey,
}

impl Factors {
    /// Creates the service.
    pub fn new(
        database: Database,
        accounts: Accounts,
        keys: SecretKeys,
        issuer: &str,
        relying_party: RelyingParty,
    ) -> Self {
        Self { database, accounts, keys, issuer: issuer.into(), relying_party }
    }

    /// The keys that encrypt secrets in the database.
    pub(crate) fn keys(&self) -> &SecretKeys {
        &self.keys
    }

    /// The second factors of an account.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(crate) async fn of(&self, account_id: &str) -> Result<SecondFactors, AppError> {
        let pool = self.database.pool();
        let row = store::authenticator(pool, account_id).await?;
        let authenticator = row.map(|row| Authenticator {
            added_at: row.confirmed_at.unwrap_or(row.created_at),
            last_used_at: row.last_used_at,
        });
        let left = store::count_recovery_codes(pool, account_id).await?;
        Ok(SecondFactors { authenticator, recovery_codes: usize::try_from(left).unwrap_or_default() })
    }

    /// Checks a code of the authenticator app or a recovery code. Each check counts as an attempt.
    ///
    /// # Errors
    /// [`AppError::Invalid`] at `code`, [`AppError::TooMany`].
    async fn check_code(&self, account_id: &str, typed: &str) -> Result<Proof, AppError> {
        if typed.trim().is_empty() {
            return Err(AppError::field("code", Problem::Required));
        }
        self.accounts.attempts().code(account_id)?;
        match Code::read(typed) {
            Code::Authenticator(code) => {
                let row = store::authenticator(self.database.pool(), account_id).await?.ok_or_else(wrong)?;
                let step = self.step(&row, &code)?.filter(|step| *step > row.last_step);
                step.map(|step| Proof::Authenticator(row.id, step)).ok_or_else(wrong)
            }
            Code::Recovery(code) => {
                for (id, hash) in store::recovery_codes(self.database.pool(), account_id).await? {
                    let typed = Password::from(code.clone());
                    if self.accounts.hashers().verify(typed, Some(hash), Vec::new()).await?.matches {
                        return Ok(Proof::Recovery(id));
                    }
                }
                Err(wrong())
            }
        }
    }

    /// Checks what a passkey has signed or, if that is empty, a code.
    ///
    /// # Errors
    /// [`AppError::Invalid`] at `code`, [`AppError::TooMany`], and those of [`Self::check_passkey`].
    pub(crate) async fn check_proof(&self, account_id: &str, code: &str, passkey: &str) -> Result<Proof, AppError> {
        if passkey.is_empty() {
            self.check_code(account_id, code).await
        } else {
            self.check_passkey(Some(account_id), passkey).await.map(Proof::Passkey)
        }
    }

    /// Uses a second factor, so that the same code or signature is not accepted again (ASVS 6.5.1). Returns its kind.
    ///
    /// # Errors
    /// [`AppError::Invalid`] at `code`: it has been used meanwhile. Those of [`Self::use_passkey`].
    pub(crate) async fn use_proof(&self, tx: &mut Transaction, proof: Proof) -> Result<Factor, AppError> {
        let now = tx.now();
        let (was_unused, factor) = match proof {
            Proof::Authenticator(id, step) => {
                (store::use_step(&mut **tx, &id, step, now).await?, Factor::Authenticator)
            }
            Proof::Recovery(id) => (store::use_recovery_code(&mut **tx, &id, now).await?, Factor::RecoveryCode),
            Proof::Passkey(passkey) => {
                self.use_passkey(tx, &passkey).await?;
                (true, Factor::Passkey)
            }
        };
        if was_unused { Ok(factor) } else { Err(wrong()) }
    }

    /// The step of a code of this app, if the code is right.
    pub(super) fn step(&self, row: &store::AuthenticatorRow, code: &str) -> Result<Option<i64>, AppError> {
        let secret = self.keys.open(&row.secret, &row.id).map_err(key_error)?;
        totp::step_of(&secret, code, self.database.now()).map_err(|error| AppError::internal(&format!("{error:?}")))
    }
}

pub(super) fn wrong() -> AppError {
    AppError::field("code", Problem::WrongCode)
}

/// Without a file for keys, the person can only ask the operator; any other error is for the log.
pub(super) fn key_error(error: KeyError) -> AppError {
    match error {
        KeyError::NoFile => AppError::rejected(t::no_key()),
        error => AppError::internal(&error),
    }
}
