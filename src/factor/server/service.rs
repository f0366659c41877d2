//! The service that checks second factors.

use std::sync::Arc;

use super::{
    code::Code,
    keys::{KeyError, SecretKeys},
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
}

/// A code that was right when it was checked, and has not been used yet.
pub(crate) enum RightCode {
    /// Of an authenticator app: its ID and the step.
    Authenticator(String, i64),
    /// The ID of a recovery code.
    Recovery(String),
}

impl Factors {
    /// Creates the service.
    pub fn new(database: Database, accounts: Accounts, keys: SecretKeys, issuer: &str) -> Self {
        Self { database, accounts, keys, issuer: issuer.into() }
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
    pub(crate) async fn check(&self, account_id: &str, typed: &str) -> Result<RightCode, AppError> {
        if typed.trim().is_empty() {
            return Err(AppError::field("code", Problem::Required));
        }
        self.accounts.attempts().code(account_id)?;
        match Code::read(typed) {
            Code::Authenticator(code) => {
                let row = store::authenticator(self.database.pool(), account_id).await?.ok_or_else(wrong)?;
                let step = self.step(&row, &code)?.filter(|step| *step > row.last_step);
                step.map(|step| RightCode::Authenticator(row.id, step)).ok_or_else(wrong)
            }
            Code::Recovery(code) => {
                for (id, hash) in store::recovery_codes(self.database.pool(), account_id).await? {
                    let typed = Password::from(code.clone());
                    if self.accounts.hashers().verify(typed, Some(hash), Vec::new()).await?.matches {
                        return Ok(RightCode::Recovery(id));
                    }
                }
                Err(wrong())
            }
        }
    }

    /// Uses a code, so that it is not accepted again (ASVS 6.5.1). Returns whether it was a recovery code.
    ///
    /// # Errors
    /// [`AppError::Invalid`] at `code`: it has been used meanwhile.
    pub(crate) async fn use_code(&self, tx: &mut Transaction, code: RightCode) -> Result<bool, AppError> {
        let now = tx.now();
        let (was_unused, is_recovery) = match code {
            RightCode::Authenticator(id, step) => (store::use_step(&mut **tx, &id, step, now).await?, false),
            RightCode::Recovery(id) => (store::use_recovery_code(&mut **tx, &id, now).await?, true),
        };
        if was_unused { Ok(is_recovery) } else { Err(wrong()) }
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
