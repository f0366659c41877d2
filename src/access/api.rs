//! The server functions of this feature: one sentence each.

#[cfg(feature = "ssr")]
use super::server::admit;
use leptos::prelude::*;

use super::{Principal, Rule};
use crate::error::{AppError, Client, Form};

crate::functions! {
    PRINCIPAL = "principal", Rule::Anyone, passive, impersonated, nameless;
    VISIT = "visit", Rule::Anyone, impersonated, nameless;
}

/// Who is asking. Never counts as activity, so that a page may ask without keeping itself alive.
#[server(prefix = "/api", endpoint = "principal", input = Form, client = Client)]
pub async fn current_principal() -> Result<Principal, AppError> {
    let visit = admit(PRINCIPAL)?;
    Ok(visit.principal)
}

/// The person has gone to another page within the browser. Counts as activity, as loading it would.
#[server(prefix = "/api", endpoint = "visit", input = Form, client = Client)]
pub async fn visit_page() -> Result<Principal, AppError> {
    let visit = admit(VISIT)?;
    Ok(visit.principal)
}
