//! The server functions of roles: one sentence each.

use leptos::prelude::*;
#[cfg(feature = "ssr")]
use {super::server::Roles, crate::access::server::require};

use super::{AccessMatrix, RoleSummary};
use crate::{
    access::{Permission, Rule},
    audit::Act,
    directory::AccountSummary,
    error::{AppError, Client, Form},
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
#[server(prefix = "/api", endpoint = "change_role", input = Form, client = Client)]
pub async fn change_role(id: String, role: String) -> Result<AccountSummary, AppError> {
    let grant = require(CHANGE_ROLE)?;
    Roles::expect()?.change_role(&grant, &id, &role).await
}

/// Every role, with what it permits.
#[server(prefix = "/api", endpoint = "list_roles", input = Form, client = Client)]
pub async fn list_roles() -> Result<Vec<RoleSummary>, AppError> {
    let grant = require(LIST_ROLES)?;
    Roles::expect()?.roles(&grant).await
}

/// Makes a role that holds these permissions: their names between spaces.
#[server(prefix = "/api", endpoint = "create_role", input = Form, client = Client)]
pub async fn create_role(
    name: String,
    #[server(default)] description: String,
    #[server(default)] permissions: String,
) -> Result<(), AppError> {
    let grant = require(CREATE_ROLE)?;
    Roles::expect()?.create_role(&grant, &name, &description, &permissions).await
}

/// Changes what a role is for and what it permits. `shown`: what stood in the form, as a form is written; what
/// is the same in it is left alone, and what somebody else has changed since is not overwritten.
#[server(prefix = "/api", endpoint = "edit_role", input = Form, client = Client)]
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
#[server(prefix = "/api", endpoint = "delete_role", input = Form, client = Client)]
pub async fn delete_role(id: String) -> Result<(), AppError> {
    let grant = require(DELETE_ROLE)?;
    Roles::expect()?.delete_role(&grant, &id).await
}

/// What the table of access says of each role.
#[server(prefix = "/api", endpoint = "show_access", input = Form, client = Client)]
pub async fn show_access() -> Result<AccessMatrix, AppError> {
    let grant = require(SHOW_ACCESS)?;
    Roles::expect()?.access(&grant).await
}
