//! Second factors that have been checked: codes of the authenticator app, recovery codes and passkeys, and tickets, which
//! take the place of lost ones.

use super::{
    code::Code,
    key_kind::KeyKind,
    passkeys::VerifiedPasskey,
    service::{Factors, wrong},
    store,
    ticket::CheckedTicket,
};
use crate::{
    access::server::Client,
    account::server::password::Password,
    database::Transaction,
    error::{AppError, Problem},
};

/// A second factor that was right when it was checked, and has not been used yet.
pub(crate) enum CheckedFactor {
    /// A code of an authenticator app: its ID and the step.
    Authenticator(String, i64),
    /// The ID of a recovery code.
    Recovery(String),
    /// A passkey or security key.
    Passkey(VerifiedPasskey),
    /// A ticket.
    Ticket(CheckedTicket),
}

/// A kind of second factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FactorKind {
    /// An authenticator app.
    Authenticator,
    /// A recovery code.
    RecoveryCode,
    /// A passkey.
    Passkey,
    /// A security key.
    SecurityKey,
    /// A ticket, which an administrator has issued in place of lost factors.
    Ticket,
}

impl FactorKind {
    /// Whether its use shows that the second step is not lost. A passkey is no part of it.
    pub(crate) fn is_second_step(self) -> bool {
        matches!(self, Self::Authenticator | Self::RecoveryCode | Self::SecurityKey)
    }
}

impl CheckedFactor {
    /// Its kind.
    pub(crate) fn factor_kind(&self) -> FactorKind {
        match self {
            Self::Authenticator(..) => FactorKind::Authenticator,
            Self::Recovery(_) => FactorKind::RecoveryCode,
            Self::Passkey(passkey) => match passkey.kind {
                KeyKind::Passkey => FactorKind::Passkey,
                KeyKind::SecurityKey => FactorKind::SecurityKey,
            },
            Self::Ticket(_) => FactorKind::Ticket,
        }
    }
}

impl Factors {
    /// Checks a ticket or, if it is none, what [`Self::check_factor`] does. For signing in, after the password: a ticket
    /// does not reauthenticate.
    ///
    /// # Errors
    /// Those of [`Self::check_factor`].
    pub(crate) async fn check_factor_or_ticket(
        &self,
        account_id: &str,
        code: &str,
        (passkey, client): (&str, &Client),
    ) -> Result<CheckedFactor, AppError> {
        match Code::read(code) {
            Code::Ticket(typed) if passkey.is_empty() => {
                self.accounts.attempts().code(account_id)?;
                self.check_ticket(account_id, &typed, client).await.map(CheckedFactor::Ticket)
            }
            _ => self.check_factor(account_id, code, (passkey, client)).await,
        }
    }

    /// Checks what a passkey has signed or, if that is empty, a code.
    ///
    /// # Errors
    /// [`AppError::Invalid`] at `code`, [`AppError::TooMany`], and the errors of [`Self::check_passkey`].
    pub(crate) async fn check_factor(
        &self,
        account_id: &str,
        code: &str,
        (passkey, client): (&str, &Client),
    ) -> Result<CheckedFactor, AppError> {
        if passkey.is_empty() {
            self.check_code(account_id, code).await
        } else {
            self.accounts.attempts().passkey_answer(client)?;
            self.check_passkey(Some(account_id), passkey).await.map(CheckedFactor::Passkey)
        }
    }

    /// Checks a code of the authenticator app or a recovery code. Each check counts as an attempt.
    async fn check_code(&self, account_id: &str, typed: &str) -> Result<CheckedFactor, AppError> {
        if typed.trim().is_empty() {
            return Err(AppError::field("code", Problem::Required));
        }
        self.accounts.attempts().code(account_id)?;
        match Code::read(typed) {
            Code::Authenticator(code) => {
                let row = store::authenticator(self.database.pool(), account_id).await?.ok_or_else(wrong)?;
                let step = self.step(&row, &code)?.filter(|step| *step > row.last_step);
                step.map(|step| CheckedFactor::Authenticator(row.id, step)).ok_or_else(wrong)
            }
            Code::Recovery(code) => {
                for (id, hash) in store::recovery_codes(self.database.pool(), account_id).await? {
                    let typed = Password::from(code.clone());
                    if self.accounts.hashers().verify(typed, Some(hash), Vec::new()).await?.matches {
                        return Ok(CheckedFactor::Recovery(id));
                    }
                }
                Err(wrong())
            }
            Code::Ticket(_) => Err(wrong()),
        }
    }

    /// Uses a second factor, so that the same code or signature is not accepted again (ASVS 6.5.1). Returns its kind.
    ///
    /// # Errors
    /// [`AppError::Invalid`] at `code` if it has been used meanwhile, and the errors of [`Self::use_passkey`].
    pub(crate) async fn use_factor(&self, tx: &mut Transaction, factor: CheckedFactor) -> Result<FactorKind, AppError> {
        let (now, kind) = (tx.now(), factor.factor_kind());
        let was_unused = match factor {
            CheckedFactor::Authenticator(id, step) => store::use_step(&mut **tx, &id, step, now).await?,
            CheckedFactor::Recovery(id) => store::use_recovery_code(&mut **tx, &id, now).await?,
            CheckedFactor::Passkey(passkey) => {
                self.use_passkey(tx, &passkey).await?;
                true
            }
            CheckedFactor::Ticket(ticket) => ticket.take(tx).await?,
        };
        if was_unused { Ok(kind) } else { Err(wrong()) }
    }
}
