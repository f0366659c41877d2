//! The server function for the audit. It checks its rule and calls the service.

#![expect(clippy::too_many_arguments, reason = "each is a field of a form")]

use leptos::prelude::*;
#[cfg(feature = "ssr")]
use {
    super::{AuditFilter, server::Audit},
    crate::access::server::require,
};

use super::AuditPage;
use crate::{
    access::{Permission, Rule},
    error::{AppError, Client, Form, Json},
};

crate::functions! {
    LIST_AUDIT = "list_audit", Rule::Needs(Permission::VIEW_AUDIT), passive, impersonated;
}

/// Lists matching events older than the one with sequence number `before`, newest first; 0 starts at the newest.
#[server(prefix = "/api", endpoint = "list_audit", input = Form, output = Json, client = Client)]
pub async fn list_audit(
    #[server(default)] act: String,
    #[server(default)] outcome: String,
    #[server(default)] account: String,
    #[server(default)] since: String,
    #[server(default)] until: String,
    #[server(default)] zone: String,
    #[server(default)] address: String,
    #[server(default)] before: i64,
) -> Result<AuditPage, AppError> {
    let grant = require(LIST_AUDIT)?;
    Audit::expect()?.list(&grant, &AuditFilter { act, outcome, account, since, until, zone, address }, before).await
}
