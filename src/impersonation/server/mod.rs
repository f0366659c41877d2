//! Decides who may impersonate whom. The session module handles the impersonation from then on.

use leptos::prelude::use_context;

use crate::{
    access::{Permission, Principal, server::Grant},
    directory::server::{Directory, is_banned, store, text},
    error::{AppError, Conflict},
    impersonation::IMPERSONATION_REASON_MAX,
    mail::Template,
    session::server::Sessions,
    session::server::impersonation,
};

/// The service that begins impersonations. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Impersonations {
    directory: Directory,
    sessions: Sessions,
}

impl Impersonations {
    /// Creates the service.
    pub fn new(directory: Directory, sessions: Sessions) -> Self {
        Self { directory, sessions }
    }

    /// Returns the service from the request's context.
    ///
    /// # Errors
    /// [`AppError::Internal`] if the server provided none.
    pub fn expect() -> Result<Self, AppError> {
        use_context().ok_or_else(|| AppError::internal(&"no impersonations in context"))
    }

    /// Makes the caller impersonate a lower-ranking account in this session.
    ///
    /// # Errors
    /// [`AppError::NotFound`], [`AppError::Invalid`] at `reason`, [`Conflict::Yourself`],
    /// [`Conflict::OutOfReach`] if the caller does not outrank the account, [`Conflict::OwnerBanned`].
    pub async fn impersonate(&self, grant: &Grant, id: &str, reason: &str) -> Result<Principal, AppError> {
        let reason = text::parse("reason", reason, 1..=IMPERSONATION_REASON_MAX)?;
        if grant.member().account_id == id {
            return Err(AppError::Conflict { conflict: Conflict::Yourself });
        }
        let (mut tx, rank) = self.directory.begin(grant, Permission::IMPERSONATE).await?;
        rank.lock(&mut tx, id).await?;
        let (_, permissions) = store::role_of(&mut *tx, id).await?.ok_or(AppError::NotFound)?;
        rank.check_outranks(permissions)?;
        if is_banned(&mut tx, id).await? {
            return Err(AppError::Conflict { conflict: Conflict::OwnerBanned });
        }
        impersonation::begin(&mut tx, grant, id, &reason).await?;
        self.sessions.accounts().mail().notify(&mut tx, id, &Template::Impersonated).await?;
        tx.commit().await?;
        tracing::info!(actor = grant.member().account_id, account = id, "impersonation started");
        self.sessions.current_principal().await
    }
}
