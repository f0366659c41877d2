//! Rank: an actor may act on accounts whose console permissions are all among the actor's own.

use super::{Directory, is_banned, store};
use crate::{
    access::{Permission, Permissions, Role, server::Grant},
    account::server::store::{lock_account, lock_administrators},
    database::Transaction,
    error::{AppError, Conflict, Problem},
    policy::{Setting, server::PolicyChange},
};

/// Settings for everyone that, when shortened, delete records about everyone.
const REMOVES: [Setting; 2] = [Setting::HISTORY, Setting::AUDIT];

/// The actor's permissions, as read in the transaction of the act.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rank(Permissions);

impl Rank {
    /// Checks that the actor may grant and withdraw these permissions.
    ///
    /// # Errors
    /// [`Conflict::OutOfReach`].
    pub(crate) fn check_gives(self, permissions: Permissions) -> Result<(), AppError> {
        allow(self.0.cover(permissions))
    }

    /// Checks that the actor may act on accounts with these permissions.
    ///
    /// # Errors
    /// [`Conflict::OutOfReach`].
    pub(crate) fn check_reaches(self, permissions: Permissions) -> Result<(), AppError> {
        allow(self.0.reach(permissions))
    }

    /// Checks that the actor outranks accounts with these permissions.
    ///
    /// # Errors
    /// [`Conflict::OutOfReach`].
    pub(crate) fn check_outranks(self, permissions: Permissions) -> Result<(), AppError> {
        allow(self.0.outrank(permissions))
    }

    /// Locks the account's row until the transaction ends, and checks that the actor may act on it.
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

    /// Checks that the actor may act on everybody whom the policy changes affect. The audit's retention period also
    /// affects everybody who may see the audit.
    ///
    /// # Errors
    /// [`AppError::Invalid`] at `role`, [`Conflict::OutOfReach`].
    pub(crate) async fn policy(self, tx: &mut Transaction, changes: &[PolicyChange]) -> Result<(), AppError> {
        for change in changes {
            if *change.setting == Setting::AUDIT {
                self.check_reaches([Permission::VIEW_AUDIT].into_iter().collect())?;
            }
            match &change.role {
                Some(role) => self.reaches_role(tx, role).await?,
                None if change.setting.per_role || REMOVES.contains(change.setting) => {
                    for (_, permissions) in store::roles(&mut **tx).await? {
                        self.check_reaches(permissions)?;
                    }
                }
                None => {}
            }
        }
        Ok(())
    }

    /// Checks that the actor may act on accounts with a role that was chosen in a form.
    ///
    /// # Errors
    /// [`AppError::Invalid`] at `role`, [`Conflict::OutOfReach`].
    pub(crate) async fn reaches_role(self, tx: &mut Transaction, role: &Role) -> Result<(), AppError> {
        self.check_reaches(permissions_of(tx, role).await?)
    }

    /// Checks that the actor may assign a role that was chosen in a form.
    ///
    /// # Errors
    /// [`AppError::Invalid`] at `role`, [`Conflict::OutOfReach`].
    pub(crate) async fn gives_role(self, tx: &mut Transaction, role: &Role) -> Result<(), AppError> {
        self.check_gives(permissions_of(tx, role).await?)
    }
}

impl Directory {
    /// Like [`Self::begin`], but also locks the account's row and checks that the actor may act on it.
    ///
    /// # Errors
    /// [`AppError::NotFound`], [`AppError::Forbidden`], [`Conflict::OutOfReach`].
    pub(crate) async fn begin_on(&self, grant: &Grant, needed: Permission, id: &str) -> Result<Transaction, AppError> {
        let (mut tx, rank) = self.begin(grant, needed).await?;
        rank.lock(&mut tx, id).await?;
        Ok(tx)
    }

    /// Begins a transaction that excludes other administrative acts, and checks that the actor has not lost the
    /// permission since the grant was issued.
    pub(crate) async fn begin(&self, grant: &Grant, needed: Permission) -> Result<(Transaction, Rank), AppError> {
        let mut tx = self.database.begin().await?;
        tx.acts_for(grant);
        lock_administrators(&mut *tx).await?;
        let rank = rank_of(&mut tx, grant, needed).await?;
        Ok((tx, rank))
    }

    /// Like [`Self::begin`], but read-only: takes no locks and does not wait.
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

/// Returns the actor's current rank if they still have the permission and are not banned.
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
