//! The server functions for everybody's sessions: one sentence each.

use leptos::prelude::*;
#[cfg(feature = "ssr")]
use {
    crate::access::server::require,
    crate::admin::{SessionFilter, server::Admin},
};

use super::{SelectionEnded, SessionPage};
use crate::{
    access::{Permission, Rule},
    audit::Act,
    error::{AppError, Client, Form},
};

crate::functions! {
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
    Admin::expect()?.every_session(&grant, &SessionFilter { account, role, address, device }, &after).await
}

/// Ends these sessions of anybody: their ids between spaces.
#[server(prefix = "/api", endpoint = "end_selected_sessions", input = Form, client = Client)]
pub async fn end_selected_sessions(#[server(default)] ids: String) -> Result<SelectionEnded, AppError> {
    let grant = require(END_SELECTED_SESSIONS)?;
    Admin::expect()?.end_selected(&grant, &ids).await
}
