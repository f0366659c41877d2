//! Server functions for roles. Each checks its rule and calls the service.

use leptos::prelude::*;
#[cfg(feature = "ssr")]
use {super::server::Roles, crate::access::server::require};

use super::{AccessMatrix, RoleSummary};
use crate::{
    access::{Permission, Rule},
    audit::Act,
    directory::AccountSummary,
    error::{AppError, Client, Form, Json},
};

crate::functions! {
    CHANGE_ROLE = "change_role", Rule::Needs(Permission::ASSIGN_ROLES), reauthentication, act(Act::CHANGE_ROLE.name());
    LIST_ROLES = "list_roles", Rule::Needs(Permission::USE_CONSOLE), passive, impersonated;
    CREATE_ROLE = "create_role", Rule::Needs(Permission::MANAGE_ROLES), reauthentication, act(Act::EDIT_ROLES.name());
    EDIT_ROLE = "edit_role", Rule::Needs(Permission::MANAGE_ROLES), reauthentication, act(Act::EDIT_ROLES.name());
    DELETE_ROLE = "delete_role", Rule::Needs(Permission::MANAGE_ROLES), reauthentication, act(Act::EDIT_ROLES.name());
    SHOW_ACCESS = "show_access", Rule::Needs(Permission::USE_CONSOLE), passive, impersonated;
}

/// Changes an account's role.
#[server(prefix = "/api", endpoint = "change_role", input = Form, output = Json, client = Client)]
pub async fn change_role(id: String, role: String) -> Result<AccountSummary, AppError> {
    let grant = require(CHANGE_ROLE)?;
    Roles::expect()?.change_role(&grant, &id, &role).await
}

/// Lists all roles with their permissions.
#[server(prefix = "/api", endpoint = "list_roles", input = Form, output = Json, client = Client)]
pub async fn list_roles() -> Result<Vec<RoleSummary>, AppError> {
    let grant = require(LIST_ROLES)?;
    Roles::expect()?.roles(&grant).await
}

/// Creates a role. `permissions` are names separated by spaces.
#[server(prefix = "/api", endpoint = "create_role", input = Form, output = Json, client = Client)]
pub async fn create_role(
    name: String,
    #[server(default)] description: String,
    #[server(default)] permissions: String,
) -> Result<(), AppError> {
    let grant = require(CREATE_ROLE)?;
    Roles::expect()?.create_role(&grant, &name, &description, &permissions).await
}

/// Changes a role's description and permissions. `shown` holds the form's initial values, URL-encoded: fields that
/// equal them are left alone, and values that somebody else has changed since are not overwritten.
#[server(prefix = "/api", endpoint = "edit_role", input = Form, output = Json, client = Client)]
pub async fn edit_role(
    id: String,
    #[server(default)] description: String,
    #[server(default)] permissions: String,
    #[server(default)] shown: String,
) -> Result<(), AppError> {
    let grant = require(EDIT_ROLE)?;
    Roles::expect()?.edit_role(&grant, &id, &description, &permissions, &shown).await
}

/// Deletes a role that no account has.
#[server(prefix = "/api", endpoint = "delete_role", input = Form, output = Json, client = Client)]
pub async fn delete_role(id: String) -> Result<(), AppError> {
    let grant = require(DELETE_ROLE)?;
    Roles::expect()?.delete_role(&grant, &id).await
}

/// Returns the access matrix of all roles.
#[server(prefix = "/api", endpoint = "show_access", input = Form, output = Json, client = Client)]
pub async fn show_access() -> Result<AccessMatrix, AppError> {
    let grant = require(SHOW_ACCESS)?;
    Roles::expect()?.access(&grant).await
}
