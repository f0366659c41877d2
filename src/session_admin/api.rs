//! Server functions for other people's sessions. Each checks its rule and calls the service.

use leptos::prelude::*;
#[cfg(feature = "ssr")]
use {
    crate::access::server::require,
    crate::session_admin::{SessionFilter, server::SessionAdmin},
};

use super::{SelectionEnded, SessionPage};
use crate::{
    access::{Permission, Role, Rule},
    audit::Act,
    error::{AppError, Client, Form, Json},
    session::{History, SessionSummary},
};

crate::functions! {
    LIST_ACCOUNT_HISTORY = "list_account_history", Rule::Needs(Permission::VIEW_ACCOUNTS), passive, impersonated;
    LIST_ACCOUNT_SESSIONS = "list_account_sessions", Rule::Needs(Permission::VIEW_ACCOUNTS), passive, impersonated;
    END_ACCOUNT_SESSION = "end_account_session", Rule::Needs(Permission::END_SESSIONS), act(Act::END_SESSIONS.name());
    END_ACCOUNT_SESSIONS = "end_account_sessions", Rule::Needs(Permission::END_SESSIONS), act(Act::END_SESSIONS.name());
    END_EVERY_SESSION = "end_every_session", Rule::Needs(Permission::END_SESSIONS), reauthentication, act(Act::END_SESSIONS.name());
    COUNT_SESSIONS = "count_sessions", Rule::Needs(Permission::VIEW_ACCOUNTS), passive, impersonated;
    LIST_EVERY_SESSION = "list_every_session", Rule::Needs(Permission::VIEW_ACCOUNTS), passive, impersonated;
    END_SELECTED_SESSIONS = "end_selected_sessions", Rule::Needs(Permission::END_SESSIONS), answers, act(Act::END_SESSIONS.name());
}

/// Lists the live sessions that match the filter, most recently active first, after the cursor `after`.
#[server(prefix = "/api", endpoint = "list_every_session", input = Form, output = Json, client = Client)]
pub async fn list_every_session(
    #[server(default)] account: String,
    #[server(default)] role: String,
    #[server(default)] address: String,
    #[server(default)] device: String,
    #[server(default)] after: String,
) -> Result<SessionPage, AppError> {
    let grant = require(LIST_EVERY_SESSION)?;
    SessionAdmin::expect()?.every_session(&grant, &SessionFilter { account, role, address, device }, &after).await
}

/// Ends sessions of any accounts. `ids` are separated by spaces.
#[server(prefix = "/api", endpoint = "end_selected_sessions", input = Form, output = Json, client = Client)]
pub async fn end_selected_sessions(#[server(default)] ids: String) -> Result<SelectionEnded, AppError> {
    let grant = require(END_SELECTED_SESSIONS)?;
    SessionAdmin::expect()?.end_selected(&grant, &ids).await
}

/// Lists an account's live sessions.
#[server(prefix = "/api", endpoint = "list_account_sessions", input = Form, output = Json, client = Client)]
pub async fn list_account_sessions(id: String) -> Result<Vec<SessionSummary>, AppError> {
    let grant = require(LIST_ACCOUNT_SESSIONS)?;
    SessionAdmin::expect()?.sessions(&grant, &id).await
}

/// Ends one session of any account.
#[server(prefix = "/api", endpoint = "end_account_session", input = Form, output = Json, client = Client)]
pub async fn end_account_session(id: String) -> Result<(), AppError> {
    let grant = require(END_ACCOUNT_SESSION)?;
    SessionAdmin::expect()?.end_session(&grant, &id).await
}

/// Ends every session of an account and returns how many were ended.
#[server(prefix = "/api", endpoint = "end_account_sessions", input = Form, output = Json, client = Client)]
pub async fn end_account_sessions(id: String) -> Result<usize, AppError> {
    let grant = require(END_ACCOUNT_SESSIONS)?;
    SessionAdmin::expect()?.end_sessions(&grant, &id).await
}

/// Ends every session of a role, or of `everyone`, including the caller's own unless `keep_own` is set. Returns how
/// many were ended, or `None` if there are many: then they have ended, but a job still updates and counts their rows.
#[server(prefix = "/api", endpoint = "end_every_session", input = Form, output = Json, client = Client)]
pub async fn end_every_session(role: String, #[server(default)] keep_own: bool) -> Result<Option<i64>, AppError> {
    let grant = require(END_EVERY_SESSION)?;
    Ok(SessionAdmin::expect()?.end_every_session(&grant, &role, keep_own).await?.ended)
}

/// Counts the live sessions of each role.
#[server(prefix = "/api", endpoint = "count_sessions", input = Form, output = Json, client = Client)]
pub async fn count_sessions() -> Result<Vec<(Role, i64)>, AppError> {
    let grant = require(COUNT_SESSIONS)?;
    SessionAdmin::expect()?.count_sessions(&grant).await
}

/// Lists an account's history, newest first, after the cursor `after`.
#[server(prefix = "/api", endpoint = "list_account_history", input = Form, output = Json, client = Client)]
pub async fn list_account_history(id: String, #[server(default)] after: String) -> Result<History, AppError> {
    let grant = require(LIST_ACCOUNT_HISTORY)?;
    SessionAdmin::expect()?.history(&grant, &id, &after).await
}
