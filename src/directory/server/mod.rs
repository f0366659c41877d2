//! The rules of administration that all features share.

mod rank;
pub(crate) mod store;
pub(crate) mod text;
pub(crate) mod until;

use leptos::prelude::use_context;

use super::AccountSummary;
use crate::{
    access::{Permission, server::Grant},
    database::{Database, Transaction},
    error::{AppError, Conflict},
};

/// Number of rows on a page of a list.
pub(crate) const PAGE: usize = 50;

/// Looks up accounts and begins administrative transactions. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Directory {
    pub(crate) database: Database,
}

impl Directory {
    /// Creates the service.
    pub fn new(database: Database) -> Self {
        Self { database }
    }

    /// Returns the service from the request's context.
    ///
    /// # Errors
    /// [`AppError::Internal`] if the server provided none.
    pub fn expect() -> Result<Self, AppError> {
        use_context().ok_or_else(|| AppError::internal(&"no directory in context"))
    }

    /// Returns an account, without the ban's private note if the caller may not read it.
    ///
    /// # Errors
    /// [`AppError::NotFound`].
    pub async fn show(&self, grant: &Grant, id: &str) -> Result<AccountSummary, AppError> {
        if id.contains('\0') {
            return Err(AppError::NotFound);
        }
        let now = self.database.now();
        let mut account = store::find(self.database.pool(), id, now).await?.ok_or(AppError::NotFound)?;
        if let Some(ban) = account.ban.as_mut().filter(|_| !may_read_ban_notes(grant, id)) {
            ban.note.clear();
        }
        Ok(account)
    }
}

/// Whether the caller may read private notes of this account's bans: they may ban accounts, and it is not their own.
pub(crate) fn may_read_ban_notes(grant: &Grant, account_id: &str) -> bool {
    let member = grant.member();
    let about_themselves = [&*member.account_id, member.actor()].contains(&account_id);
    member.permissions.has(Permission::BAN_ACCOUNTS) && !about_themselves
}

/// Whether an account is banned.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn is_banned(tx: &mut Transaction, account_id: &str) -> Result<bool, AppError> {
    let now = tx.now();
    Ok(store::is_banned(&mut **tx, account_id, now).await?)
}

/// Returns the session of the actor; `None` at the server's terminal.
pub(crate) fn by(grant: &Grant) -> Option<&str> {
    Some(&*grant.member().session.id).filter(|id| !id.is_empty())
}

/// Returns the account of the actor; `None` at the server's terminal.
pub(crate) fn actor(grant: &Grant) -> Option<&str> {
    Some(&*grant.member().account_id).filter(|id| !id.is_empty())
}

/// Checks that an act leaves at least one administrator who is not banned.
///
/// # Errors
/// [`Conflict::LastAdministrator`].
pub(crate) fn keep_an_administrator(leaves_none: bool) -> Result<(), AppError> {
    if leaves_none { Err(AppError::Conflict { conflict: Conflict::LastAdministrator }) } else { Ok(()) }
}
