//! Changes an account's role.

use super::{Roles, store};
#[cfg(doc)]
use crate::error::Conflict;
use crate::{
    access::{Ending, Permission, Role, server::Grant},
    audit::{Act, server::Event},
    database::Transaction,
    directory::{
        AccountSummary,
        server::{by, keep_an_administrator, store as accounts},
    },
    error::{AppError, Problem},
    mail::Template,
    session::server::{ImpersonationSelector, SessionSelector, cuts, endings, impersonation::end_selected},
};

impl Roles {
    /// Changes an account's role. At least one administrator who is not banned must remain.
    ///
    /// # Errors
    /// [`AppError::NotFound`], [`AppError::Invalid`], [`Conflict::LastAdministrator`], [`Conflict::OutOfReach`].
    pub async fn change_role(&self, grant: &Grant, id: &str, role: &str) -> Result<AccountSummary, AppError> {
        let role = Role::from_name(role).ok_or_else(|| AppError::field("role", Problem::UnknownChoice))?;
        let (tx, _) = self.begin_change_of_role(grant, id, &role).await?;
        tx.commit().await?;
        tracing::info!(actor = grant.member().account_id, account = id, %role, "role changed");
        self.directory.show(grant, id).await
    }

    /// Returns how many sessions would end if the account got that role. Makes the change and rolls it back.
    ///
    /// # Errors
    /// Same as [`Self::change_role`].
    pub(crate) async fn preview_change_of_role(&self, grant: &Grant, id: &str, role: &Role) -> Result<u64, AppError> {
        Ok(self.begin_change_of_role(grant, id, role).await?.1)
    }

    /// Changes the role in a new transaction. Returns the open transaction and how many sessions ended.
    async fn begin_change_of_role(&self, grant: &Grant, id: &str, role: &Role) -> Result<(Transaction, u64), AppError> {
        // Take recent activity into account.
        self.sessions.write_activity().await?;
        let (mut tx, rank) = self.directory.begin(grant, Permission::ASSIGN_ROLES).await?;
        rank.lock(&mut tx, id).await?;
        // The caller must hold the permissions of both the old and the new role.
        let (_, held) = accounts::role_of(&mut *tx, id).await?.ok_or(AppError::NotFound)?;
        rank.check_gives(held)?;
        rank.gives_role(&mut tx, role).await?;
        if *role != Role::ADMINISTRATOR {
            keep_an_administrator(
                accounts::leaves_no_administrator(&mut *tx, id, self.directory.database.now()).await?,
            )?;
        }
        tx.notify_account(id).await?;
        // First end the sessions that have already expired, because the new role's limits may be longer.
        endings::end_expired(&mut tx, id, None).await?;
        end_selected(&mut tx, ImpersonationSelector::Account(id)).await?;
        let mut ended = 0;
        if store::role_change_ends(&mut *tx).await? {
            let all = SessionSelector::Account { account_id: id, except: "" };
            ended += endings::end(&mut tx, all, Ending::RoleChanged, by(grant)).await? as u64;
        }
        let event = Event::new(Act::CHANGE_ROLE).on(id).with("from", store::role(&mut *tx, id).await?);
        tx.record(event.with("to", role));
        store::set_role(&mut *tx, id, role).await?;
        if let Some((_, holds)) = accounts::role_of(&mut *tx, id).await?
            && !held.cover(holds)
        {
            let notice = Template::RoleRaised { role: role.name().to_owned() };
            self.sessions.accounts().mail().notify(&mut tx, id, &notice).await?;
        }
        cuts::renew(&mut tx, id).await?;
        // The new limits may also be shorter: end the sessions that exceed them.
        ended += endings::end_expired(&mut tx, id, Some(Ending::RoleChanged)).await?;
        Ok((tx, ended))
    }
}
