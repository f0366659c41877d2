//! Writes the activity of sessions to the database.

use super::{service::Sessions, store};
use crate::error::AppError;

impl Sessions {
    /// Writes the pending activity.
    ///
    /// # Errors
    /// When the database does not answer. The activity then stays pending.
    pub async fn write_activity(&self) -> Result<(), AppError> {
        for (id, at) in self.activity.pending() {
            // One row at a time: holding locks on several rows could cause a deadlock.
            store::touch(self.database.pool(), &id, at).await?;
            store::touch_account(self.database.pool(), &id, at).await?;
            self.activity.written(&id, at);
        }
        Ok(())
    }
}
