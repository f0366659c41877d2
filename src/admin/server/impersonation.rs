//! Who may begin to act as whom. What it means from then on is the business of sessions.

use super::{Admin, bans::is_banned, store, text};
use crate::{
    access::{Permission, Principal, server::Grant},
    admin::IMPERSONATION_REASON_MAX,
    error::{AppError, Conflict},
    session::server::impersonation,
};

impl Admin {
    /// Has the caller act as somebody who may do less, in this session.
    ///
    /// # Errors
    /// [`AppError::NotFound`], [`AppError::Invalid`] at `reason`, [`Conflict::Yourself`],
    /// [`Conflict::OutOfReach`] where they may do as much, [`Conflict::OwnerBanned`].
    pub async fn impersonate(&self, grant: &Grant, id: &str, reason: &str) -> Result<Principal, AppError> {
        let reason = text::parse("reason", reason, 1..=IMPERSONATION_REASON_MAX)?;
        if grant.member().account_id == id {
            return Err(AppError::Conflict { conflict: Conflict::Yourself });
        }
        let (mut tx, rank) = self.begin(grant, Permission::IMPERSONATE).await?;
        rank.lock(&mut tx, id).await?;
        let (_, permissions) = store::role_of(&mut *tx, id).await?.ok_or(AppError::NotFound)?;
        rank.check_outranks(permissions)?;
        if is_banned(&mut tx, id).await? {
            return Err(AppError::Conflict { conflict: Conflict::OwnerBanned });
        }
        impersonation::begin(&mut tx, grant, id, &reason).await?;
        tx.commit().await?;
        tracing::info!(actor = grant.member().account_id, account = id, "impersonation begun");
        self.sessions.here().await
    }
}
