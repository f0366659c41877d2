//! The service for roles. Changes apply to signed-in people from their next request.

mod assign;
mod store;

use leptos::prelude::use_context;

use crate::{
    access::{Permission, Permissions, Role, server::Grant},
    account::server::text,
    audit::{Act, server::Event},
    directory::server::{Directory, store as accounts},
    error::{AppError, Conflict, Problem},
    role::{AccessMatrix, DESCRIPTION_MAX, RoleSummary},
    session::server::Sessions,
    session::server::{ImpersonationSelector, impersonation::end_selected},
    ui::read_shown,
};

/// The service for roles. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Roles {
    directory: Directory,
    sessions: Sessions,
}

impl Roles {
    /// Creates the service.
    pub fn new(directory: Directory, sessions: Sessions) -> Self {
        Self { directory, sessions }
    }

    /// Returns the service from the request's context.
    ///
    /// # Errors
    /// [`AppError::Internal`] if the server provided none.
    pub fn expect() -> Result<Self, AppError> {
        use_context().ok_or_else(|| AppError::internal(&"no roles in context"))
    }

    /// Lists all roles.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn roles(&self, _grant: &Grant) -> Result<Vec<RoleSummary>, AppError> {
        Ok(store::roles(self.directory.database.pool()).await?)
    }

    /// Returns the access matrix of all roles.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn access(&self, grant: &Grant) -> Result<AccessMatrix, AppError> {
        Ok(AccessMatrix::of(&self.roles(grant).await?))
    }

    /// Creates a role. The caller can only grant permissions that they hold.
    ///
    /// # Errors
    /// [`AppError::Invalid`], [`Conflict::RoleExists`], [`Conflict::OutOfReach`].
    pub async fn create_role(
        &self,
        grant: &Grant,
        name: &str,
        description: &str,
        permissions: &str,
    ) -> Result<(), AppError> {
        let role = Role::from_name(name).ok_or_else(|| AppError::field("name", Problem::NotARoleName))?;
        let (description, permissions) = (parse_description(description)?, parse(permissions)?);
        let (mut tx, rank) = self.directory.begin(grant, Permission::MANAGE_ROLES).await?;
        rank.check_gives(permissions)?;
        let now = tx.now();
        if !store::insert_role(&mut tx, &role, &description, permissions, now).await? {
            return Err(AppError::Conflict { conflict: Conflict::RoleExists });
        }
        tx.record(Event::new(Act::EDIT_ROLES).with("made", &role).with("permissions", permissions.names()));
        tx.commit().await?;
        tracing::info!(actor = grant.member().account_id, %role, permissions = permissions.names(), "role created");
        Ok(())
    }

    /// Changes a role, at once for everyone who has it. Values equal to those in `shown`, the form's initial values,
    /// are left as they are in the database.
    ///
    /// # Errors
    /// [`AppError::NotFound`], [`AppError::Invalid`], [`Conflict::BuiltIn`], [`Conflict::OutOfReach`];
    /// [`Conflict::RoleMoved`] if somebody else has changed a value that is to be changed.
    pub async fn edit_role(
        &self,
        grant: &Grant,
        name: &str,
        description: &str,
        permissions: &str,
        shown: &str,
    ) -> Result<(), AppError> {
        let role = Role::from_name(name).ok_or(AppError::NotFound)?;
        let (description, permissions) = (parse_description(description)?, parse(permissions)?);
        let mut shown = read_shown(shown);
        let (was_for, permitted) = (shown.remove("description"), shown.remove("permissions"));
        if role == Role::ADMINISTRATOR {
            return Err(AppError::Conflict { conflict: Conflict::BuiltIn });
        }
        let (mut tx, rank) = self.directory.begin(grant, Permission::MANAGE_ROLES).await?;
        let now = store::role_terms(&mut *tx, &role).await?.ok_or(AppError::NotFound)?;
        rank.check_gives(now.1)?;
        let description = merge(description, was_for, now.0)?;
        let permissions = merge(permissions, permitted.map(|names| Permissions::from_names(&names)), now.1)?;
        rank.check_gives(permissions)?;
        store::update_role(&mut *tx, &role, &description, permissions).await?;
        tx.notify_all().await?;
        end_selected(&mut tx, ImpersonationSelector::Role(&role)).await?;
        tx.record(Event::new(Act::EDIT_ROLES).with("changed", &role).with("permissions", permissions.names()));
        tx.commit().await?;
        tracing::info!(actor = grant.member().account_id, %role, permissions = permissions.names(), "role changed");
        Ok(())
    }

    /// Deletes a role that no account has.
    ///
    /// # Errors
    /// [`AppError::NotFound`], [`Conflict::BuiltIn`], [`Conflict::RoleInUse`], [`Conflict::OutOfReach`].
    pub async fn delete_role(&self, grant: &Grant, name: &str) -> Result<(), AppError> {
        let role = Role::from_name(name).ok_or(AppError::NotFound)?;
        let (mut tx, rank) = self.directory.begin(grant, Permission::MANAGE_ROLES).await?;
        let permissions = accounts::permissions(&mut *tx, &role).await?.ok_or(AppError::NotFound)?;
        rank.check_gives(permissions)?;
        if store::is_role_in_use(&mut *tx, &role).await? {
            return Err(AppError::Conflict { conflict: Conflict::RoleInUse });
        }
        if !store::delete_role(&mut tx, &role).await? {
            return Err(AppError::Conflict { conflict: Conflict::BuiltIn });
        }
        tx.record(Event::new(Act::EDIT_ROLES).with("deleted", &role));
        tx.commit().await?;
        tracing::info!(actor = grant.member().account_id, %role, "role deleted");
        Ok(())
    }
}

/// Decides which value to set, given that the form showed `shown` and the current value is `now`.
fn merge<T: PartialEq>(typed: T, shown: Option<T>, now: T) -> Result<T, AppError> {
    match shown {
        Some(shown) if shown == typed => Ok(now),
        Some(shown) if shown != now && typed != now => Err(AppError::Conflict { conflict: Conflict::RoleMoved }),
        _ => Ok(typed),
    }
}

/// Parses permission names separated by spaces.
fn parse(names: &str) -> Result<Permissions, AppError> {
    let permissions: Option<Permissions> = names.split_whitespace().map(Permission::from_name).collect();
    permissions.ok_or_else(|| AppError::field("permissions", Problem::UnknownChoice))
}

fn parse_description(typed: &str) -> Result<String, AppError> {
    text::line(typed, DESCRIPTION_MAX).map_err(|problem| AppError::field("description", problem))
}
