//! The server functions of this feature, one sentence each.

#[cfg(feature = "ssr")]
use super::server::admit;
use leptos::prelude::*;

use super::{Principal, Rule};
use crate::error::{AppError, Client, Form, Json};

crate::functions! {
    PRINCIPAL = "principal", Rule::Anyone, passive, impersonated, nameless;
    VISIT = "visit", Rule::Anyone, impersonated, nameless;
}

/// Returns the principal. Never counts as activity, so an open page can call it without keeping its session alive.
#[server(prefix = "/api", endpoint = "principal", input = Form, output = Json, client = Client)]
pub async fn current_principal() -> Result<Principal, AppError> {
    let visit = admit(PRINCIPAL)?;
    Ok(visit.principal)
}

/// Reports a navigation to another page within the browser. Counts as activity, as loading the page would.
#[server(prefix = "/api", endpoint = "visit", input = Form, output = Json, client = Client)]
pub async fn visit_page() -> Result<Principal, AppError> {
    let visit = admit(VISIT)?;
    Ok(visit.principal)
}
