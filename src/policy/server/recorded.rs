//! Records changes of the policy. The caller also records them in the audit.

use super::store::{self, RecordedChange};
use crate::{
    database::{Transaction, new_id},
    error::AppError,
    policy::ChangedValue,
};

/// Records a change of these values by an account, or by the operator, and returns its ID. `undoes` is the ID of the
/// change that it undoes.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn record(
    tx: &mut Transaction,
    account_id: Option<&str>,
    values: &[ChangedValue],
    undoes: Option<&str>,
) -> Result<String, AppError> {
    let recorded = RecordedChange {
        id: new_id(),
        at: tx.now(),
        changed_by: account_id.map(str::to_owned),
        display_name: None,
        ended: 0,
        undoes: undoes.map(str::to_owned),
        settings: serde_json::to_string(values).map_err(|error| AppError::internal(&error))?,
    };
    store::record(&mut **tx, &recorded).await?;
    Ok(recorded.id)
}
