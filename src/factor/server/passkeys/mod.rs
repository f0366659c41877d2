//! Passkeys and security keys (WebAuthn, Level 3): adding them, and checking what a device has signed. The library webauthn-rs
//! checks the signatures.

mod adding;
mod challenge;
mod checking;
mod store;

pub(crate) use self::{checking::VerifiedPasskey, store::PasskeyRow};

use super::{key_kind::KeyKind, relying_party::RelyingParty, service::Factors, store as factors};
use crate::{
    database::{Database, Transaction},
    error::AppError,
};

impl Factors {
    /// The domain that passkeys are for, if people can have any.
    pub(crate) fn passkey_domain(&self) -> Option<&str> {
        self.relying_party.domain()
    }

    /// The passkeys and security keys of an account, the oldest first.
    pub(crate) async fn passkeys(&self, account_id: &str) -> Result<Vec<PasskeyRow>, AppError> {
        Ok(store::of_account(self.database.pool(), account_id).await?)
    }

    /// Removes challenges that have expired, at most this many. Returns how many.
    pub(crate) async fn remove_old_challenges(&self, now: i64, most: i64) -> Result<u64, AppError> {
        Ok(store::remove_old(self.database.pool(), now, most).await?)
    }
}

/// A domain for which there are passkeys, although it is not this party's, and their number. Nobody could use them any
/// more.
///
/// # Errors
/// When the database does not answer.
pub async fn other_domain(party: &RelyingParty, database: &Database) -> Result<Option<(String, i64)>, AppError> {
    Ok(store::other_domain(database.pool(), party.domain().unwrap_or_default()).await?)
}

/// Removes a passkey or security key. Returns what it was; `None`: it is gone.
pub(crate) async fn remove_passkey(
    tx: &mut Transaction,
    account_id: &str,
    id: &str,
    kind: KeyKind,
) -> Result<Option<PasskeyRow>, AppError> {
    let mut rows = store::of_account(&mut **tx, account_id).await?.into_iter();
    let row = rows.find(|row| row.id == id && row.key_kind() == kind);
    if row.is_some() {
        store::remove(tx, account_id, id).await?;
        factors::turn_off_if_empty(tx, account_id).await?;
    }
    Ok(row)
}

/// Removes the passkeys and security keys of an account, or one kind, for this domain or for all. Returns how many.
pub(crate) async fn remove_passkeys(
    tx: &mut Transaction,
    account_id: &str,
    domain: Option<&str>,
    kind: Option<KeyKind>,
) -> Result<u64, AppError> {
    let removed = store::remove_all(tx, account_id, domain, kind).await?;
    factors::turn_off_if_empty(tx, account_id).await?;
    Ok(removed)
}

/// Makes void what the devices of an account were asked to sign.
pub(crate) async fn forget_challenges(tx: &mut Transaction, account_id: &str) -> Result<(), AppError> {
    Ok(store::forget_challenges(tx, account_id).await?)
}

/// The accounts with passkeys for this domain.
pub(crate) async fn owners_of_passkeys(database: &Database, domain: &str) -> Result<Vec<String>, AppError> {
    Ok(store::owners(database.pool(), domain).await?)
}

/// Names a passkey. `false`: it is gone.
pub(crate) async fn rename_passkey(
    tx: &mut Transaction,
    account_id: &str,
    id: &str,
    name: &str,
) -> Result<bool, AppError> {
    Ok(store::rename(&mut **tx, account_id, id, name).await?)
}
