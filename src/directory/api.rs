//! The server function that shows an account.

use leptos::prelude::*;
#[cfg(feature = "ssr")]
use {super::server::Directory, crate::access::server::require};

use super::AccountSummary;
use crate::{
    access::{Permission, Rule},
    error::{AppError, Client, Form, Json},
};

crate::functions! {
    SHOW_ACCOUNT = "show_account", Rule::Needs(Permission::VIEW_ACCOUNTS), passive, impersonated;
}

/// Returns an account.
#[server(prefix = "/api", endpoint = "show_account", input = Form, output = Json, client = Client)]
pub async fn show_account(id: String) -> Result<AccountSummary, AppError> {
    let grant = require(SHOW_ACCOUNT)?;
    Directory::expect()?.show(&grant, &id).await
}
