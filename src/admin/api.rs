//! The server functions of this feature: one sentence each.

use leptos::prelude::*;
#[cfg(feature = "ssr")]
use {super::server::Admin, crate::access::server::require};

use super::{AccessMatrix, AccountSummary, RoleSummary};
use crate::{
    access::{Permission, Role, Rule},
    audit::Act,
    error::{AppError, Client, Form},
    session::SessionSummary,
};

crate::functions! {
    SHOW_ACCOUNT = "show_account", Rule::Needs(Permission::VIEW_ACCOUNTS), passive, impersonated;
    CHANGE_ROLE = "change_role", Rule::Needs(Permission::ASSIGN_ROLES), reauthentication, act(Act::CHANGE_ROLE.name());
    LIST_ACCOUNT_SESSIONS = "list_account_sessions", Rule::Needs(Permission::VIEW_ACCOUNTS), passive, impersonated;
    END_ACCOUNT_SESSION = "end_account_session", Rule::Needs(Permission::END_SESSIONS), act(Act::END_SESSIONS.name());
    END_ACCOUNT_SESSIONS = "end_account_sessions", Rule::Needs(Permission::END_SESSIONS), act(Act::END_SESSIONS.name());
    END_EVERY_SESSION = "end_every_session", Rule::Needs(Permission::END_SESSIONS), reauthentication, act(Act::END_SESSIONS.name());
    COUNT_SESSIONS = "count_sessions", Rule::Needs(Permission::VIEW_ACCOUNTS), passive, impersonated;
    LIST_ROLES = "list_roles", Rule::Needs(Permission::USE_CONSOLE), passive, impersonated;
    CREATE_ROLE = "create_role", Rule::Needs(Permission::MANAGE_ROLES), reauthentication, act(Act::EDIT_ROLES.name());
    EDIT_ROLE = "edit_role", Rule::Needs(Permission::MANAGE_ROLES), reauthentication, act(Act::EDIT_ROLES.name());
    DELETE_ROLE = "delete_role", Rule::Needs(Permission::MANAGE_ROLES), reauthentication, act(Act::EDIT_ROLES.name());
    SHOW_ACCESS = "show_access", Rule::Needs(Permission::USE_CONSOLE), passive, impersonated;
}

/// One account.
#[server(prefix = "/api", endpoint = "show_account", input = Form, client = Client)]
pub async fn show_account(id: String) -> Result<AccountSummary, AppError> {
    let grant = require(SHOW_ACCOUNT)?;
    Admin::expect()?.show(&grant, &id).await
}

/// Changes an account's role.
#[server(prefix = "/api", endpoint = "change_role", input = Form, client = Client)]
pub async fn change_role(id: String, role: String) -> Result<AccountSummary, AppError> {
    let grant = require(CHANGE_ROLE)?;
    Admin::expect()?.change_role(&grant, &id, &role).await
}

/// An account's live sessions.
#[server(prefix = "/api", endpoint = "list_account_sessions", input = Form, client = Client)]
pub async fn list_account_sessions(id: String) -> Result<Vec<SessionSummary>, AppError> {
    let grant = require(LIST_ACCOUNT_SESSIONS)?;
    Admin::expect()?.sessions(&grant, &id).await
}

/// Ends one session of anybody.
#[server(prefix = "/api", endpoint = "end_account_session", input = Form, client = Client)]
pub async fn end_account_session(id: String) -> Result<(), AppError> {
    let grant = require(END_ACCOUNT_SESSION)?;
    Admin::expect()?.end_session(&grant, &id).await
}

/// Ends every session of an account; how many there were.
#[server(prefix = "/api", endpoint = "end_account_sessions", input = Form, client = Client)]
pub async fn end_account_sessions(id: String) -> Result<usize, AppError> {
    let grant = require(END_ACCOUNT_SESSIONS)?;
    Admin::expect()?.end_sessions(&grant, &id).await
}

/// Ends every session of a role, or of `everyone`. The caller's own goes as well unless it is kept. How
/// many there were; nothing where there are many: they are over, and marked and counted in a job.
#[server(prefix = "/api", endpoint = "end_every_session", input = Form, client = Client)]
pub async fn end_every_session(role: String, #[server(default)] keep_own: bool) -> Result<Option<i64>, AppError> {
    let grant = require(END_EVERY_SESSION)?;
    Ok(Admin::expect()?.end_every_session(&grant, &role, keep_own).await?.ended)
}

/// Live sessions of each role.
#[server(prefix = "/api", endpoint = "count_sessions", input = Form, client = Client)]
pub async fn count_sessions() -> Result<Vec<(Role, i64)>, AppError> {
    let grant = require(COUNT_SESSIONS)?;
    Admin::expect()?.count_sessions(&grant).await
}

/// Every role, with what it permits.
#[server(prefix = "/api", endpoint = "list_roles", input = Form, client = Client)]
pub async fn list_roles() -> Result<Vec<RoleSummary>, AppError> {
    let grant = require(LIST_ROLES)?;
    Admin::expect()?.roles(&grant).await
}

/// Makes a role that holds these permissions: their names between spaces.
#[server(prefix = "/api", endpoint = "create_role", input = Form, client = Client)]
pub async fn create_role(
    name: String,
    #[server(default)] description: String,
    #[server(default)] permissions: String,
) -> Result<(), AppError> {
    let grant = require(CREATE_ROLE)?;
    Admin::expect()?.create_role(&grant, &name, &description, &permissions).await
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
    Admin::expect()?.edit_role(&grant, &id, &description, &permissions, &shown).await
}

/// Deletes a role that no account has.
#[server(prefix = "/api", endpoint = "delete_role", input = Form, client = Client)]
pub async fn delete_role(id: String) -> Result<(), AppError> {
    let grant = require(DELETE_ROLE)?;
    Admin::expect()?.delete_role(&grant, &id).await
}

/// What the table of access says of each role.
#[server(prefix = "/api", endpoint = "show_access", input = Form, client = Client)]
pub async fn show_access() -> Result<AccessMatrix, AppError> {
    let grant = require(SHOW_ACCESS)?;
    Admin::expect()?.access(&grant).await
}
