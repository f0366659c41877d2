//! The server function for an account's history: one sentence.

use leptos::prelude::*;
#[cfg(feature = "ssr")]
use {
    crate::access::{server::require, table::function},
    crate::admin::server::Admin,
};

use crate::{
    error::{AppError, Client, Form},
    session::History,
};

/// What has happened to an account's sessions, newest first, after the event of that id.
#[server(prefix = "/api", endpoint = "list_account_history", input = Form, client = Client)]
pub async fn list_account_history(id: String, #[server(default)] after: String) -> Result<History, AppError> {
    let grant = require(function::LIST_ACCOUNT_HISTORY)?;
    Admin::expect()?.history(&grant, &id, &after).await
}
