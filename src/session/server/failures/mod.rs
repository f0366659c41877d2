//! Failed sign-ins: lists those at the caller's account, as the audit has recorded them.

mod store;

use super::service::Sessions;
use crate::{access::server::Grant, error::AppError, session::FailedSignIn};

/// How many are listed. A limit, because anybody can add to them.
const MOST: i64 = 10;

impl Sessions {
    /// The latest failed attempts to sign in to the caller's account, newest first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn failed_sign_ins(&self, grant: &Grant) -> Result<Vec<FailedSignIn>, AppError> {
        let mut failed = store::latest(self.database.pool(), &grant.member().account_id, MOST).await?;
        for attempt in &mut failed {
            attempt.place = self.places.find(&attempt.address);
        }
        Ok(failed)
    }
}
