//! The rules of notes about accounts: only people who may ban accounts see them, and exports omit them.

mod store;

use leptos::prelude::use_context;

use crate::{
    access::{Permission, server::Grant},
    account_note::{AccountNote, NOTE_MAX},
    audit::{Act, server::Event},
    database::new_id,
    directory::server::{Directory, actor, text},
    error::{AppError, Conflict},
};

/// The service for notes about accounts. Cheap to clone.
#[derive(Clone, Debug)]
pub struct AccountNotes {
    directory: Directory,
}

impl AccountNotes {
    /// Creates the service.
    pub fn new(directory: Directory) -> Self {
        Self { directory }
    }

    /// Returns the service from the request's context.
    ///
    /// # Errors
    /// [`AppError::Internal`] if the server provided none.
    pub fn expect() -> Result<Self, AppError> {
        use_context().ok_or_else(|| AppError::internal(&"no notes about accounts in context"))
    }

    /// Lists the notes about an account, newest first.
    ///
    /// # Errors
    /// [`AppError::NotFound`], [`Conflict::Yourself`], [`Conflict::OutOfReach`].
    pub async fn notes(&self, grant: &Grant, account_id: &str) -> Result<Vec<AccountNote>, AppError> {
        check_other(grant, account_id)?;
        // No lock, because open pages reload this often.
        let account = self.directory.show(grant, account_id).await?;
        if !grant.member().permissions.reach(account.permissions) {
            return Err(AppError::Conflict { conflict: Conflict::OutOfReach });
        }
        Ok(store::list(self.directory.database.pool(), account_id).await?)
    }

    /// Adds a note about an account.
    ///
    /// # Errors
    /// [`AppError::NotFound`], [`AppError::Invalid`] at `text`, [`Conflict::Yourself`], [`Conflict::OutOfReach`].
    pub async fn add_note(&self, grant: &Grant, account_id: &str, typed: &str) -> Result<(), AppError> {
        let text = text::parse("text", typed, 1..=NOTE_MAX)?;
        check_other(grant, account_id)?;
        let mut tx = self.directory.begin_on(grant, Permission::BAN_ACCOUNTS, account_id).await?;
        let now = tx.now();
        store::insert(&mut *tx, &new_id(), account_id, &text, actor(grant), now).await?;
        tx.record(Event::new(Act::NOTE).on(account_id).with("what", "added"));
        tx.commit().await?;
        tracing::info!(actor = grant.member().account_id, account = account_id, "note added");
        Ok(())
    }

    /// Deletes a note.
    ///
    /// # Errors
    /// [`AppError::NotFound`] if there is none, or no longer; [`Conflict::Yourself`], [`Conflict::OutOfReach`].
    pub async fn delete_note(&self, grant: &Grant, id: &str) -> Result<(), AppError> {
        if id.contains('\0') {
            return Err(AppError::NotFound);
        }
        let (mut tx, rank) = self.directory.begin(grant, Permission::BAN_ACCOUNTS).await?;
        let account = store::delete(&mut *tx, id).await?.ok_or(AppError::NotFound)?;
        check_other(grant, &account)?;
        rank.lock(&mut tx, &account).await?;
        tx.record(Event::new(Act::NOTE).on(&account).with("what", "deleted"));
        tx.commit().await?;
        tracing::info!(actor = grant.member().account_id, account, "note deleted");
        Ok(())
    }
}

/// Rejects people who ask about themselves: a note is hidden from its subject, whatever their role permits.
fn check_other(grant: &Grant, account_id: &str) -> Result<(), AppError> {
    if [&*grant.member().account_id, grant.member().actor()].contains(&account_id) {
        return Err(AppError::Conflict { conflict: Conflict::Yourself });
    }
    Ok(())
}
