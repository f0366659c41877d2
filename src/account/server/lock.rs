//! Keeps an account from being closed during a transaction.

use super::store;
use crate::{access::server::Grant, database::Transaction, error::AppError};

/// Locks the caller's account until the transaction ends. A transaction that adds rows about an account begins
/// with this: otherwise the account could be closed meanwhile, and the new rows would remain.
///
/// # Errors
/// [`AppError::SignInRequired`] when the account is closed.
pub async fn lock_account(tx: &mut Transaction, grant: &Grant) -> Result<(), AppError> {
    let is_open = store::lock_account(&mut **tx, &grant.member().account_id).await?;
    if is_open { Ok(()) } else { Err(AppError::SignInRequired) }
}
