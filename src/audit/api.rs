//! The server function of this feature: one sentence.

use leptos::prelude::*;
#[cfg(feature = "ssr")]
use {
    super::{AuditFilter, server::Audit},
    crate::access::{server::require, table::function},
};

use super::AuditPage;
use crate::error::{AppError, Client, Form};

/// A page of the audit's events that match, before the one of that place; 0: the newest.
#[server(prefix = "/api", endpoint = "list_audit", input = Form, client = Client)]
pub async fn list_audit(
    #[server(default)] act: String,
    #[server(default)] outcome: String,
    #[server(default)] account: String,
    #[server(default)] since: String,
    #[server(default)] until: String,
    #[server(default)] address: String,
    #[server(default)] before: i64,
) -> Result<AuditPage, AppError> {
    let grant = require(function::LIST_AUDIT)?;
    Audit::expect()?.list(&grant, &AuditFilter { act, outcome, account, since, until, address }, before).await
}
