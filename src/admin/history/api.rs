//! The server function for an account's history: one sentence.

use leptos::prelude::*;
#[cfg(feature = "ssr")]
use {crate::access::server::require, crate::admin::server::Admin};

use crate::{
    access::{Permission, Rule},
    error::{AppError, Client, Form},
    session::History,
};

crate::functions! {
    LIST_ACCOUNT_HISTORY = "list_account_history", Rule::Needs(Permission::VIEW_ACCOUNTS), passive, impersonated;
}

/// What has happened to an account's sessions, newest first, after the event of that id.
#[server(prefix = "/api", endpoint = "list_account_history", input = Form, client = Client)]
pub async fn list_account_history(id: String, #[server(default)] after: String) -> Result<History, AppError> {
    let grant = require(LIST_ACCOUNT_HISTORY)?;
    Admin::expect()?.history(&grant, &id, &after).await
}
