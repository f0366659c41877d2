//! The service that shows other people's second factors, and issues and revokes tickets.

use leptos::prelude::use_context;

use crate::{
    access::{Permission, server::Grant},
    directory::server::Directory,
    error::{AppError, Conflict},
    factor::{
        NewTicket,
        server::{Factors, KeyKind},
    },
    factor_admin::AccountFactors,
};

/// The service. Cheap to clone.
#[derive(Clone, Debug)]
pub struct FactorAdmin {
    directory: Directory,
    factors: Factors,
}

impl FactorAdmin {
    /// Creates the service.
    pub fn new(directory: Directory, factors: Factors) -> Self {
        Self { directory, factors }
    }

    /// Returns the service from the request's context.
    ///
    /// # Errors
    /// [`AppError::Internal`] if the server provided none.
    pub fn expect() -> Result<Self, AppError> {
        use_context().ok_or_else(|| AppError::internal(&"no administration of factors in context"))
    }

    /// The second step and the passkeys of an account.
    ///
    /// # Errors
    /// [`AppError::NotFound`].
    pub async fn show(&self, grant: &Grant, id: &str) -> Result<AccountFactors, AppError> {
        self.directory.show(grant, id).await?;
        let mut passkeys = self.factors.passkeys(id).await?;
        passkeys.retain(|key| key.key_kind() == KeyKind::Passkey);
        Ok(AccountFactors {
            second_step: self.factors.of(id).await?,
            passkeys: passkeys.len(),
            passkey_used_at: passkeys.iter().filter_map(|passkey| passkey.last_used_at).max(),
            second_factor_ends_at: self.factors.ends_at(id).await?,
            ticket_until: self.factors.ticket_until(id).await?,
            is_mailed: self.factors.is_ticket_mailed(id).await?,
        })
    }

    /// Issues a ticket for somebody else's account that has a second factor. The caller has made sure who is asking.
    ///
    /// # Errors
    /// [`AppError::NotFound`], [`Conflict::Yourself`], [`Conflict::OutOfReach`], and [`AppError::Rejected`] if the account
    /// has no second factor.
    pub async fn issue_ticket(&self, grant: &Grant, id: &str) -> Result<NewTicket, AppError> {
        if grant.member().account_id == id {
            return Err(AppError::Conflict { conflict: Conflict::Yourself });
        }
        let mut tx = self.directory.begin_on(grant, Permission::ISSUE_TICKETS, id).await?;
        let ticket = self.factors.issue_ticket(&mut tx, id).await?;
        tx.commit().await?;
        tracing::info!(actor = grant.member().account_id, account = id, "ticket issued");
        Ok(ticket)
    }

    /// Revokes the ticket of an account.
    ///
    /// # Errors
    /// [`AppError::NotFound`], also if there is no ticket that works, and [`Conflict::OutOfReach`].
    pub async fn revoke_ticket(&self, grant: &Grant, id: &str) -> Result<(), AppError> {
        let mut tx = self.directory.begin_on(grant, Permission::ISSUE_TICKETS, id).await?;
        if !self.factors.revoke_ticket(&mut tx, id).await? {
            return Err(AppError::NotFound);
        }
        tx.commit().await?;
        tracing::info!(actor = grant.member().account_id, account = id, "ticket revoked");
        Ok(())
    }

    /// Keeps the second factor of an account: cancels its removal, and revokes its ticket. For the operator. Returns whether
    /// there was either.
    ///
    /// # Errors
    /// [`AppError::NotFound`].
    pub(crate) async fn keep(&self, grant: &Grant, id: &str) -> Result<bool, AppError> {
        let mut tx = self.directory.begin_on(grant, Permission::ISSUE_TICKETS, id).await?;
        let was_out = self.factors.revoke_ticket(&mut tx, id).await?;
        let was_ending = self.factors.cancel_removal(&mut tx, id).await?;
        tx.commit().await?;
        Ok(was_out || was_ending)
    }
}
