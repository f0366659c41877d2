//! How far somebody's authority reaches: to whoever may do nothing that they may not do themselves.

use super::{Admin, bans::is_banned, store};
use crate::{
    access::{Permission, Permissions, Role, server::Grant},
    account::server::store::lock_administrators,
    database::Transaction,
    error::{AppError, Conflict, Problem},
    policy::server::PolicyChange,
};

/// Settings that are the same for everyone and remove, when they are shortened, what is kept of everybody.
const REMOVES: [&str; 2] = ["history", "audit"];

/// What whoever acts may do, as it stands in the transaction in which they act.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rank(Permissions);

impl Rank {
    /// Whether it goes as far as these permissions.
    ///
    /// # Errors
    /// [`Conflict::OutOfReach`].
    pub(super) fn check(self, permissions: Permissions) -> Result<(), AppError> {
        if self.0.cover(permissions) { Ok(()) } else { Err(AppError::Conflict { conflict: Conflict::OutOfReach }) }
    }

    /// Whether it goes as far as these permissions, and further: not to equals.
    ///
    /// # Errors
    /// [`Conflict::OutOfReach`].
    pub(super) fn check_below(self, permissions: Permissions) -> Result<(), AppError> {
        if self.0.exceed(permissions) { Ok(()) } else { Err(AppError::Conflict { conflict: Conflict::OutOfReach }) }
    }

    /// Locks the account's row until the transaction ends, and makes sure that it is within reach.
    ///
    /// # Errors
    /// [`AppError::NotFound`], [`Conflict::OutOfReach`].
    pub(super) async fn lock(self, tx: &mut Transaction, id: &str) -> Result<(), AppError> {
        if id.contains('\0') || !store::lock_account(&mut **tx, id).await? {
            return Err(AppError::NotFound);
        }
        let (_, permissions) = store::role_of(&mut **tx, id).await?.ok_or(AppError::NotFound)?;
        self.check(permissions)
    }

    /// Makes sure that everybody whom a change of the policy concerns is within reach. How long the
    /// audit is kept concerns whoever may see it, too.
    ///
    /// # Errors
    /// [`AppError::Invalid`] at `role`, [`Conflict::OutOfReach`].
    pub(super) async fn policy(self, tx: &mut Transaction, changes: &[PolicyChange]) -> Result<(), AppError> {
        for change in changes {
            if change.setting.name == "audit" {
                self.check([Permission::ViewAudit].into_iter().collect())?;
            }
            match &change.role {
                Some(role) => self.chosen_role(tx, role).await?,
                None if change.setting.per_role || REMOVES.contains(&change.setting.name) => {
                    for role in store::roles(&mut **tx).await? {
                        self.check(role.permissions)?;
                    }
                }
                None => {}
            }
        }
        Ok(())
    }

    /// Makes sure that a role is within reach.
    ///
    /// # Errors
    /// [`AppError::NotFound`], [`Conflict::OutOfReach`].
    pub(super) async fn role(self, tx: &mut Transaction, role: &Role) -> Result<(), AppError> {
        self.check(store::permissions(&mut **tx, role).await?.ok_or(AppError::NotFound)?)
    }

    /// The same for a role that was chosen in a form.
    ///
    /// # Errors
    /// [`AppError::Invalid`] at `role`, [`Conflict::OutOfReach`].
    pub(super) async fn chosen_role(self, tx: &mut Transaction, role: &Role) -> Result<(), AppError> {
        self.role(tx, role).await.map_err(|error| match error {
            AppError::NotFound => AppError::field("role", Problem::UnknownChoice),
            error => error,
        })
    }
}

impl Admin {
    /// The same as [`Self::begin`], with that account's row locked until the transaction ends.
    ///
    /// # Errors
    /// [`AppError::NotFound`], [`AppError::Forbidden`], [`Conflict::OutOfReach`].
    pub(super) async fn begin_on(&self, grant: &Grant, needed: Permission, id: &str) -> Result<Transaction, AppError> {
        let (mut tx, rank) = self.begin(grant, needed).await?;
        rank.lock(&mut tx, id).await?;
        Ok(tx)
    }

    /// Starts a transaction that no other act of administration runs beside, and makes sure that
    /// whoever acts has not lost the right since the grant was given.
    pub(super) async fn begin(&self, grant: &Grant, needed: Permission) -> Result<(Transaction, Rank), AppError> {
        let mut tx = self.database.begin().await?;
        tx.acts_for(grant);
        lock_administrators(&mut *tx).await?;
        let rank = rank_of(&mut tx, grant, needed).await?;
        Ok((tx, rank))
    }

    /// The same for what is only looked at: nothing is locked, and nobody waits.
    pub(super) async fn begin_snapshot(
        &self,
        grant: &Grant,
        needed: Permission,
    ) -> Result<(Transaction, Rank), AppError> {
        let mut tx = self.database.begin_snapshot().await?;
        let rank = rank_of(&mut tx, grant, needed).await?;
        Ok((tx, rank))
    }
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
