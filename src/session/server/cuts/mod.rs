//! Cuts end many sessions at once. A cut applies to every query from its commit on; the rows are updated later,
//! in batches. Until then, each row is read together with the cut.

mod limits;
mod store;

pub(crate) use limits::{ChangedLimits, Generation};
pub(crate) use store::{BatchResult, Cursor, count_live, end_range, is_not_cut, next_place};
pub(super) use store::{cut_columns, first_cut};

use crate::{
    access::{Ending, Member, Role},
    database::Transaction,
    error::AppError,
};

/// The generation of a session that starts in this transaction. Blocks cuts until the transaction ends, so that
/// none misses the session. Call this before anything else that locks a row.
pub(crate) async fn current(tx: &mut Transaction) -> Result<Generation, AppError> {
    Ok(Generation(store::current(tx).await?))
}

/// Ends every session of a role, or of everyone, except that of `kept`. Takes the lock of the policy, which
/// comes before those of accounts.
pub(crate) async fn cut_all(
    tx: &mut Transaction,
    role: Option<&Role>,
    cause: Ending,
    by: Option<&str>,
    kept: Option<&Member>,
) -> Result<Generation, AppError> {
    tx.notify_all().await?;
    if let Some(Member { account_id, session, .. }) = kept {
        // If an earlier cut has ended it, it must not be revived.
        apply_cuts(tx, account_id).await?;
        store::renew(&mut **tx, account_id, &session.id).await?;
    }
    let now = tx.now();
    store::insert_all(&mut **tx, role, cause, by, now).await?;
    current(tx).await
}

/// Ends the sessions that have reached changed limits, in a transaction that has notified everyone of the
/// change. Sessions that had already reached the previous limits get that as their ending.
pub(crate) async fn cut_outlived(tx: &mut Transaction, changed: &[ChangedLimits]) -> Result<Generation, AppError> {
    let now = tx.now();
    for limits in changed {
        store::insert_outlived(&mut **tx, limits, Ending::Policy, now).await?;
    }
    current(tx).await
}

/// Updates the rows of an account's sessions that cuts have ended, before the sessions or the account's role
/// are changed.
pub(crate) async fn apply_cuts(tx: &mut Transaction, account_id: &str) -> Result<(), AppError> {
    for found in store::cut_sessions(&mut **tx, account_id).await? {
        if store::mark(&mut **tx, &found).await? {
            store::count_settled(&mut **tx, &found).await?;
        }
    }
    Ok(())
}

/// Exempts an account's live sessions from all cuts so far, because its role has changed: cuts of the new role
/// were not meant for them.
pub(crate) async fn renew(tx: &mut Transaction, account_id: &str) -> Result<(), AppError> {
    Ok(store::renew(&mut **tx, account_id, "").await?)
}

/// Deletes a cut that has reached every row. Returns how many rows were updated outside its job.
pub(crate) async fn remove(tx: &mut Transaction, generation: Generation) -> Result<BatchResult, AppError> {
    Ok(store::remove(&mut **tx, generation).await?)
}
