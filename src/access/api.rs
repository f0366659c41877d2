//! The server function of this feature.

use leptos::prelude::*;

use super::Principal;
use crate::error::{AppError, Form};

/// Who is asking. Never counts as activity, so that a page may ask without keeping itself alive.
#[server(prefix = "/api", endpoint = "principal", input = Form)]
pub async fn current_principal() -> Result<Principal, AppError> {
    let visit = super::server::admit_anyone();
    Ok(visit.principal)
}
