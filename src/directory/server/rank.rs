//! How far somebody's authority reaches: to whoever may do nothing that they may not do themselves.

use super::{Directory, is_banned, store};
use crate::{
    access::{Permission, Permissions, Role, server::Grant},
    account::server::store::{lock_account, lock_administrators},
    database::Transaction,
    error::{AppError, Conflict, Problem},
    policy::server::PolicyChange,
};

/// Settings that are the same for everyone and remove, when they are shortened, what is kept of everybody.
const REMOVES: [&str; 2] = ["history", "audit"];

/// What whoever acts may do, as it stands in the transaction in which they act.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rank(Permissions);

impl Rank {
    /// Makes sure that it may give these permissions away, and take them.
    ///
    /// # Errors
    /// [`Conflict::OutOfReach`].
    pub(crate) fn check_gives(self, permissions: Permissions) -> Result<(), AppError> {
        allow(self.0.cover(permissions))
    }

    /// Makes sure that it may act on accounts with these permissions.
    ///
    /// # Errors
    /// [`Conflict::OutOfReach`].
    pub(crate) fn check_reaches(self, permissions: Permissions) -> Result<(), AppError> {
        allow(self.0.reach(permissions))
    }

    /// Makes sure that it ranks above accounts with these permissions.
    ///
    /// # Errors
    /// [`Conflict::OutOfReach`].
    pub(crate) fn check_outranks(self, permissions: Permissions) -> Result<(), AppError> {
        allow(self.0.outrank(permissions))
    }

    /// Locks the account's row until the transaction ends, and makes sure that it is within reach.
    ///
    /// # Errors
    /// [`AppError::NotFound`], [`Conflict::OutOfReach`].
    pub(crate) async fn lock(self, tx: &mut Transaction, id: &str) -> Result<(), AppError> {
        if id.contains('\0') || !lock_account(&mut **tx, id).await? {
            return Err(AppError::NotFound);
        }
        let (_, permissions) = store::role_of(&mut **tx, id).await?.ok_or(AppError::NotFound)?;
        self.check_reaches(permissions)
    }

    /// Makes sure that everybody whom a change of the policy concerns is within reach. How long the
    /// audit is kept concerns whoever may see it, too.
    ///
    /// # Errors
    /// [`AppError::Invalid`] at `role`, [`Conflict::OutOfReach`].
    pub(crate) async fn policy(self, tx: &mut Transaction, changes: &[PolicyChange]) -> Result<(), AppError> {
        for change in changes {
            if change.setting.name == "audit" {
                self.check_reaches([Permission::VIEW_AUDIT].into_iter().collect())?;
            }
            match &change.role {
                Some(role) => self.reaches_role(tx, role).await?,
                None if change.setting.per_role || REMOVES.contains(&change.setting.name) => {
                    for (_, permissions) in store::roles(&mut **tx).await? {
                        self.check_reaches(permissions)?;
                    }
                }
                None => {}
            }
        }
        Ok(())
    }

    /// Makes sure that it may act on everybody in a role that was chosen in a form.
    ///
    /// # Errors
    /// [`AppError::Invalid`] at `role`, [`Conflict::OutOfReach`].
    pub(crate) async fn reaches_role(self, tx: &mut Transaction, role: &Role) -> Result<(), AppError> {
        self.check_reaches(permissions_of(tx, role).await?)
    }

    /// Makes sure that it may give a role that was chosen in a form to somebody.
    ///
    /// # Errors
    /// [`AppError::Invalid`] at `role`, [`Conflict::OutOfReach`].
    pub(crate) async fn gives_role(self, tx: &mut Transaction, role: &Role) -> Result<(), AppError> {
        self.check_gives(permissions_of(tx, role).await?)
    }
}

impl Directory {
    /// The same as [`Self::begin`], with that account's row locked until the transaction ends.
    ///
    /// # Errors
    /// [`AppError::NotFound`], [`AppError::Forbidden`], [`Conflict::OutOfReach`].
    pub(crate) async fn begin_on(&self, grant: &Grant, needed: Permission, id: &str) -> Result<Transaction, AppError> {
        let (mut tx, rank) = self.begin(grant, needed).await?;
        rank.lock(&mut tx, id).await?;
        Ok(tx)
    }

    /// Starts a transaction that no other act of administration runs beside, and makes sure that
    /// whoever acts has not lost the right since the grant was given.
    pub(crate) async fn begin(&self, grant: &Grant, needed: Permission) -> Result<(Transaction, Rank), AppError> {
        let mut tx = self.database.begin().await?;
        tx.acts_for(grant);
        lock_administrators(&mut *tx).await?;
        let rank = rank_of(&mut tx, grant, needed).await?;
        Ok((tx, rank))
    }

    /// The same for what is only looked at: nothing is locked, and nobody waits.
    pub(crate) async fn begin_snapshot(
        &self,
        grant: &Grant,
        needed: Permission,
    ) -> Result<(Transaction, Rank), AppError> {
        let mut tx = self.database.begin_snapshot().await?;
        let rank = rank_of(&mut tx, grant, needed).await?;
        Ok((tx, rank))
    }
}

async fn permissions_of(tx: &mut Transaction, role: &Role) -> Result<Permissions, AppError> {
    let found = store::permissions(&mut **tx, role).await?;
    found.ok_or_else(|| AppError::field("role", Problem::UnknownChoice))
}

fn allow(is_allowed: bool) -> Result<(), AppError> {
    if is_allowed { Ok(()) } else { Err(AppError::Conflict { conflict: Conflict::OutOfReach }) }
}

/// What whoever acts may do by now, if they may still do this.
async fn rank_of(tx: &mut Transaction, grant: &Grant, needed: Permission) -> Result<Rank, AppError> {
    let actor = &grant.member().account_id;
    if actor.is_empty() {
        return Ok(Rank(grant.member().permissions));
    }
    match store::role_of(&mut **tx, actor).await? {
        Some((_, held)) if held.has(needed) && !is_banned(tx, actor).await? => Ok(Rank(held)),
        _ => Err(AppError::Forbidden),
    }
}
