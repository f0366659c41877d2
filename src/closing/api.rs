//! Server functions that close accounts. Each checks its rule and calls the service.

use leptos::prelude::*;
#[cfg(feature = "ssr")]
use {super::server::Closing, crate::access::server::require};

use crate::{
    access::{Permission, Principal, Rule},
    audit::Act,
    directory::AccountSummary,
    error::{AppError, Client, Form, Json},
};

crate::functions! {
    CLOSE_ACCOUNT = "close_account", Rule::Needs(Permission::USE_ACCOUNT), act(Act::CLOSE_ACCOUNT.name());
    CLOSE_ACCOUNT_OF = "close_account_of", Rule::Needs(Permission::CLOSE_ACCOUNTS), reauthentication, act(Act::CLOSE_ACCOUNT.name());
}

/// Permanently closes the caller's own account. Requires the password, and the username as confirmation.
#[server(prefix = "/api", endpoint = "close_account", input = Form, output = Json, client = Client)]
pub async fn close_account(username: String, current_password: String) -> Result<Principal, AppError> {
    let grant = require(CLOSE_ACCOUNT)?;
    Closing::expect()?.close_own(&grant, &username, current_password.into()).await
}

/// Permanently closes somebody else's account. Requires its username as confirmation.
#[server(prefix = "/api", endpoint = "close_account_of", input = Form, output = Json, client = Client)]
pub async fn close_account_of(id: String, username: String) -> Result<AccountSummary, AppError> {
    let grant = require(CLOSE_ACCOUNT_OF)?;
    Closing::expect()?.close(&grant, &id, &username).await
}
