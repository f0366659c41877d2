//! The service that checks second factors.

use std::sync::Arc;

use super::{
    keys::{KeyError, SecretKeys},
    relying_party::RelyingParty,
    store, totp,
};
use crate::{
    account::server::Accounts,
    database::Database,
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
        let security_keys = store::count_security_keys(pool, account_id).await?;
        let count = |number: i64| usize::try_from(number).unwrap_or_default();
        Ok(SecondFactors {
            authenticator,
            security_keys: count(security_keys),
            recovery_codes: count(left),
            can_postpone: false,
        })
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
