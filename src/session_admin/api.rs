//! The server functions for everybody's sessions: one sentence each.

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
    error::{AppError, Client, Form},
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
    END_SELECTED_SESSIONS = "end_selected_sessions", Rule::Needs(Permission::END_SESSIONS), act(Act::END_SESSIONS.name());
}

/// Everybody's live sessions that match, the last active first, after the place `after`.
#[server(prefix = "/api", endpoint = "list_every_session", input = Form, client = Client)]
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

/// Ends these sessions of anybody: their ids between spaces.
#[server(prefix = "/api", endpoint = "end_selected_sessions", input = Form, client = Client)]
pub async fn end_selected_sessions(#[server(default)] ids: String) -> Result<SelectionEnded, AppError> {
    let grant = require(END_SELECTED_SESSIONS)?;
    SessionAdmin::expect()?.end_selected(&grant, &ids).await
}

/// An account's live sessions.
#[server(prefix = "/api", endpoint = "list_account_sessions", input = Form, client = Client)]
pub async fn list_account_sessions(id: String) -> Result<Vec<SessionSummary>, AppError> {
    let grant = require(LIST_ACCOUNT_SESSIONS)?;
    SessionAdmin::expect()?.sessions(&grant, &id).await
}

/// Ends one session of anybody.
#[server(prefix = "/api", endpoint = "end_account_session", input = Form, client = Client)]
pub async fn end_account_session(id: String) -> Result<(), AppError> {
    let grant = require(END_ACCOUNT_SESSION)?;
    SessionAdmin::expect()?.end_session(&grant, &id).await
}

/// Ends every session of an account; how many there were.
#[server(prefix = "/api", endpoint = "end_account_sessions", input = Form, client = Client)]
pub async fn end_account_sessions(id: String) -> Result<usize, AppError> {
    let grant = require(END_ACCOUNT_SESSIONS)?;
    SessionAdmin::expect()?.end_sessions(&grant, &id).await
}

/// Ends every session of a role, or of `everyone`. The caller's own goes as well unless it is kept. How
/// many there were; nothing where there are many: they are over, and marked and counted in a job.
#[server(prefix = "/api", endpoint = "end_every_session", input = Form, client = Client)]
pub async fn end_every_session(role: String, #[server(default)] keep_own: bool) -> Result<Option<i64>, AppError> {
    let grant = require(END_EVERY_SESSION)?;
    Ok(SessionAdmin::expect()?.end_every_session(&grant, &role, keep_own).await?.ended)
}

/// Live sessions of each role.
#[server(prefix = "/api", endpoint = "count_sessions", input = Form, client = Client)]
pub async fn count_sessions() -> Result<Vec<(Role, i64)>, AppError> {
    let grant = require(COUNT_SESSIONS)?;
    SessionAdmin::expect()?.count_sessions(&grant).await
}

/// What has happened to an account's sessions, newest first, after the event of that id.
#[server(prefix = "/api", endpoint = "list_account_history", input = Form, client = Client)]
pub async fn list_account_history(id: String, #[server(default)] after: String) -> Result<History, AppError> {
    let grant = require(LIST_ACCOUNT_HISTORY)?;
    SessionAdmin::expect()?.history(&grant, &id, &after).await
}
