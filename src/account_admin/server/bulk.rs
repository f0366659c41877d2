//! Bulk acts on several accounts. Each account is handled separately, with its own checks, transaction and audit
//! entry, even if it is refused; a refusal does not stop the others.

use super::AccountAdmin;
use crate::{
    access::{Role, server::Grant},
    account_admin::{BULK_MAX, BulkAct, BulkLine, BulkOutcome},
    audit::Act,
    ban::server::BanTerms,
    directory::AccountSummary,
    directory::server::{keep_an_administrator, store as accounts},
    error::{AppError, Conflict, Problem},
};

impl AccountAdmin {
    /// Previews the effect of an act on each of these accounts, in the order of `ids`.
    ///
    /// # Errors
    /// [`AppError::Invalid`] at `ids` or `act`, [`AppError::Forbidden`].
    pub async fn preview_bulk(&self, grant: &Grant, ids: &str, act: &str) -> Result<Vec<BulkLine>, AppError> {
        let act = BulkAct::from_name(act).ok_or_else(|| AppError::field("act", Problem::UnknownChoice))?;
        if !grant.member().permissions.has(act.needs()) {
            return Err(AppError::Forbidden);
        }
        if let BulkAct::ChangeRole(role) = &act {
            self.check_role(grant, role, "act").await?;
        }
        let mut lines = Vec::new();
        for id in read(ids)? {
            let account = self.one(grant, id).await?;
            let mut refused = self.check(grant, id, account.as_ref(), &act).await.err();
            let live = account.as_ref().map_or(0, |account| account.sessions.unsigned_abs());
            let ends = match &act {
                BulkAct::ChangeRole(role) if refused.is_none() && live > 0 => {
                    match self.roles.preview_change_of_role(grant, id, role).await {
                        Ok(ends) => ends,
                        // The account has changed since it was checked.
                        Err(error @ (AppError::Conflict { .. } | AppError::NotFound)) => {
                            refused = Some(error);
                            0
                        }
                        Err(error) => return Err(error),
                    }
                }
                BulkAct::Ban | BulkAct::EndSessions => live,
                BulkAct::LiftBan | BulkAct::ChangeRole(_) => 0,
            };
            lines.push(BulkLine { id: id.to_owned(), account, ends, refused });
        }
        Ok(lines)
    }

    /// Bans each of these accounts.
    ///
    /// # Errors
    /// [`AppError::Invalid`] if the IDs or the terms are invalid; then nobody is banned.
    pub async fn bulk_ban(&self, grant: &Grant, ids: &str, terms: BanTerms<'_>) -> Result<BulkOutcome, AppError> {
        terms.check(self.directory.database.now())?;
        self.each(grant, ids, &BulkAct::Ban, Some(terms)).await
    }

    /// Lifts the ban of each of these accounts.
    ///
    /// # Errors
    /// [`AppError::Invalid`] at `ids`.
    pub async fn bulk_lift_ban(&self, grant: &Grant, ids: &str) -> Result<BulkOutcome, AppError> {
        self.each(grant, ids, &BulkAct::LiftBan, None).await
    }

    /// Ends every session of each of these accounts.
    ///
    /// # Errors
    /// [`AppError::Invalid`] at `ids`.
    pub async fn bulk_end_sessions(&self, grant: &Grant, ids: &str) -> Result<BulkOutcome, AppError> {
        self.each(grant, ids, &BulkAct::EndSessions, None).await
    }

    /// Gives each of these accounts that role.
    ///
    /// # Errors
    /// [`AppError::Invalid`] at `ids` or `role`, [`Conflict::OutOfReach`].
    pub async fn bulk_change_role(&self, grant: &Grant, ids: &str, role: &str) -> Result<BulkOutcome, AppError> {
        let role = Role::from_name(role).ok_or_else(|| AppError::field("role", Problem::UnknownChoice))?;
        self.check_role(grant, &role, "role").await?;
        self.each(grant, ids, &BulkAct::ChangeRole(role), None).await
    }

    async fn each(
        &self,
        grant: &Grant,
        ids: &str,
        act: &BulkAct,
        terms: Option<BanTerms<'_>>,
    ) -> Result<BulkOutcome, AppError> {
        let mut outcome = BulkOutcome::default();
        for (place, id) in read(ids)?.into_iter().enumerate() {
            let done = self.do_one(grant, id, act, terms.unwrap_or_default()).await;
            if let Err(error) = &done {
                self.audit.refused_to(grant, audited(act), error, id).await;
            }
            outcome.add(place, done);
        }
        Ok(outcome)
    }

    async fn do_one(&self, grant: &Grant, id: &str, act: &BulkAct, terms: BanTerms<'_>) -> Result<(), AppError> {
        self.check(grant, id, self.one(grant, id).await?.as_ref(), act).await?;
        match act {
            BulkAct::Ban => self.bans.ban(grant, id, terms).await.map(drop),
            BulkAct::LiftBan => self.bans.lift_ban(grant, id).await.map(drop),
            BulkAct::EndSessions => self.sessions.end_sessions(grant, id).await.map(drop),
            BulkAct::ChangeRole(role) => self.roles.change_role(grant, id, role.name()).await.map(drop),
        }
    }

    /// Checks in advance whether the act can be done. The act itself checks again, in its transaction.
    async fn check(
        &self,
        grant: &Grant,
        id: &str,
        account: Option<&AccountSummary>,
        act: &BulkAct,
    ) -> Result<(), AppError> {
        let refuse = |conflict| Err(AppError::Conflict { conflict });
        let account = account.filter(|account| account.closed_at.is_none()).ok_or(AppError::NotFound)?;
        // In a bulk act, the caller's own account was selected by mistake.
        if grant.member().account_id == id {
            return refuse(Conflict::Yourself);
        }
        let mine = grant.member().permissions;
        let is_allowed = match act {
            // Changing a role withdraws the permissions of the old one.
            BulkAct::ChangeRole(_) => mine.cover(account.permissions),
            BulkAct::Ban | BulkAct::LiftBan | BulkAct::EndSessions => mine.reach(account.permissions),
        };
        if !is_allowed {
            return refuse(Conflict::OutOfReach);
        }
        let leaves_none = match act {
            BulkAct::Ban if account.ban.is_some() => return refuse(Conflict::AlreadyBanned),
            BulkAct::LiftBan if account.ban.is_none() => return refuse(Conflict::NotBanned),
            BulkAct::ChangeRole(role) if account.role == *role => return refuse(Conflict::HasRole),
            BulkAct::LiftBan | BulkAct::EndSessions => false,
            BulkAct::Ban | BulkAct::ChangeRole(_) if account.role != Role::ADMINISTRATOR => false,
            BulkAct::Ban | BulkAct::ChangeRole(_) => {
                accounts::leaves_no_administrator(self.directory.database.pool(), id, self.directory.database.now())
                    .await?
            }
        };
        keep_an_administrator(leaves_none)
    }

    /// Checks that the caller may assign a role.
    async fn check_role(&self, grant: &Grant, role: &Role, field: &str) -> Result<(), AppError> {
        let held = accounts::permissions(self.directory.database.pool(), role).await?;
        let held = held.ok_or_else(|| AppError::field(field, Problem::UnknownChoice))?;
        if grant.member().permissions.cover(held) {
            Ok(())
        } else {
            Err(AppError::Conflict { conflict: Conflict::OutOfReach })
        }
    }

    async fn one(&self, grant: &Grant, id: &str) -> Result<Option<AccountSummary>, AppError> {
        match self.directory.show(grant, id).await {
            Ok(account) => Ok(Some(account)),
            Err(AppError::NotFound) => Ok(None),
            Err(error) => Err(error),
        }
    }
}

/// Returns the act's name in the audit.
fn audited(act: &BulkAct) -> Act {
    match act {
        BulkAct::Ban => Act::BAN,
        BulkAct::LiftBan => Act::LIFT_BAN,
        BulkAct::EndSessions => Act::END_SESSIONS,
        BulkAct::ChangeRole(_) => Act::CHANGE_ROLE,
    }
}

/// Parses IDs separated by spaces, without duplicates.
fn read(ids: &str) -> Result<Vec<&str>, AppError> {
    let mut read = Vec::new();
    for id in ids.split_whitespace() {
        if !read.contains(&id) {
            read.push(id);
        }
        if read.len() > BULK_MAX {
            break;
        }
    }
    if (1..=BULK_MAX).contains(&read.len()) {
        Ok(read)
    } else {
        let problem = Problem::OutOfRange { least: "1".to_owned(), most: BULK_MAX.to_string() };
        Err(AppError::field("ids", problem))
    }
}
