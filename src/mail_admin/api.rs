//! Server functions for the outbox. Each checks its rule and calls the service.

use leptos::prelude::*;
#[cfg(feature = "ssr")]
use {super::server::MailAdmin, crate::access::server::require};

use super::Outbox;
use crate::{
    access::{Permission, Rule},
    error::{AppError, Client, Form, Json},
};

crate::functions! {
    LIST_MAIL = "list_mail", Rule::Needs(Permission::MANAGE_POLICY), passive;
    RETRY_MAIL = "retry_mail", Rule::Needs(Permission::MANAGE_POLICY);
}

/// Lists the newest messages of the outbox: those that were not sent first.
#[server(prefix = "/api", endpoint = "list_mail", input = Form, output = Json, client = Client)]
pub async fn list_mail() -> Result<Outbox, AppError> {
    let grant = require(LIST_MAIL)?;
    MailAdmin::expect()?.list(&grant).await
}

/// Sends a message now that was not sent, also one that was given up.
#[server(prefix = "/api", endpoint = "retry_mail", input = Form, output = Json, client = Client)]
pub async fn retry_mail(id: String) -> Result<(), AppError> {
    let grant = require(RETRY_MAIL)?;
    MailAdmin::expect()?.retry(&grant, &id).await
}
