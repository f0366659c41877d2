//! Moves a guest's states to the account with which the person signs in.

use axum::http::request::Parts;
use leptos::prelude::use_context;

use super::{cookie::Sealed, store};
use crate::{database::Transaction, error::AppError, feature::carried_kind};

/// Merges the states in the request's cookie into those of the account, in the transaction in which the person signs
/// in. What cannot be read or is no longer declared is dropped.
pub(crate) async fn take_over(tx: &mut Transaction, account_id: &str) -> Result<(), AppError> {
    let sealed = use_context::<Parts>().and_then(|parts| parts.extensions.get::<Sealed>().cloned());
    let Some(sealed) = sealed else { return Ok(()) };
    let keys = store::keys(&mut **tx).await?;
    let entries = sealed.open(&keys);
    if entries.is_empty() {
        return Ok(());
    }
    // Locks the account's row, and tells its open tabs.
    tx.notify_account(account_id).await?;
    let now = tx.now();
    for (name, guest) in entries {
        let Some(kind) = carried_kind::find(&name) else { continue };
        let account = store::find(&mut **tx, account_id, &name).await?;
        if let Some((version, json)) = (kind.merge)(account, guest) {
            store::write(&mut **tx, account_id, &name, (version, &json), now).await?;
        }
    }
    Ok(())
}
