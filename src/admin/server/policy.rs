//! The policy for sessions, changed while people are signed in.

use super::Admin;
use crate::{
    access::{Ending, server::Grant},
    audit::{Act, server::Event},
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
        let mut tx = self.begin(grant).await?;
        endings::end_over(&mut tx, None, None).await?;
        let old = apply(&mut tx, changes).await?;
        for (change, old) in changes.iter().zip(old) {
            let event = Event::new(Act::ChangePolicy).with("setting", change.name());
            tx.record(event.with("from", change.shown(old)).with("to", change.shown(change.value)));
        }
        let ended = endings::end_over(&mut tx, None, Some(Ending::Policy)).await?;
        tx.commit().await?;
        let settings: Vec<_> = changes.iter().map(PolicyChange::to_string).collect();
        tracing::info!(actor = grant.member().account_id, settings = settings.join(" "), ended, "policy changed");
        Ok(ended)
    }
}
