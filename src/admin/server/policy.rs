//! The policy for sessions, changed while people are signed in.

use super::Admin;
use crate::{
    access::{Ending, Permission, server::Grant},
    error::AppError,
    policy::server::{PolicyChange, Scope, apply, show},
    session::server::endings,
};

impl Admin {
    /// What is set, and what holds.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn policy(&self, _grant: &Grant) -> Result<Vec<Scope>, AppError> {
        show(&self.database).await
    }

    /// Changes the policy. It holds at once for every live session; those that have lasted longer
    /// than they may now are ended. How many those are.
    ///
    /// # Errors
    /// [`AppError::Conflict`] when the values contradict one another.
    pub async fn change_policy(&self, grant: &Grant, changes: &[PolicyChange]) -> Result<u64, AppError> {
        // First what is over anyhow, so that its ending is told as it was.
        self.sessions.expire_over().await?;
        let (mut tx, _) = self.begin(grant, Permission::ManagePolicy).await?;
        endings::end_over(&mut tx, None, None).await?;
        apply(&mut tx, changes).await?;
        let ended = endings::end_over(&mut tx, None, Some(Ending::Policy)).await?;
        tx.commit().await?;
        let settings: Vec<_> = changes.iter().map(PolicyChange::to_string).collect();
        tracing::info!(actor = grant.member().account_id, settings = settings.join(" "), ended, "policy changed");
        Ok(ended)
    }
}
