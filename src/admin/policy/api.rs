//! The server functions of the policy: one sentence each.

use leptos::prelude::*;

use super::{PolicyOutcome, PolicyOverview, PolicyPreview, PolicyValues};
use crate::error::{AppError, Client, Form};
#[cfg(feature = "ssr")]
use crate::{
    access::{server::require, table::function},
    admin::server::Admin,
};

/// What is set, what holds, and the last changes.
#[server(prefix = "/api", endpoint = "show_policy", input = Form, client = Client)]
pub async fn show_policy() -> Result<PolicyOverview, AppError> {
    let grant = require(function::SHOW_POLICY)?;
    Admin::expect()?.policy_overview(&grant).await
}

/// What setting these values for `everyone` or a role would do; changes nothing.
#[server(prefix = "/api", endpoint = "preview_policy", input = Form, client = Client)]
pub async fn preview_policy(id: String, #[server(flatten)] values: PolicyValues) -> Result<PolicyPreview, AppError> {
    let grant = require(function::PREVIEW_POLICY)?;
    Admin::expect()?.preview_typed_policy(&grant, &id, &values).await
}

/// Sets these values for `everyone` or a role. `shown`: what stood in the form, as a form is written; what is
/// the same in it is left alone, and what has been set differently since is not overwritten.
#[server(prefix = "/api", endpoint = "change_policy", input = Form, client = Client)]
pub async fn change_policy(
    id: String,
    #[server(default)] shown: String,
    #[server(flatten)] values: PolicyValues,
) -> Result<PolicyOutcome, AppError> {
    let grant = require(function::CHANGE_POLICY)?;
    Admin::expect()?.change_typed_policy(&grant, &id, &shown, &values).await
}

/// Takes a change of the policy back.
#[server(prefix = "/api", endpoint = "undo_policy", input = Form, client = Client)]
pub async fn undo_policy(id: String) -> Result<PolicyOutcome, AppError> {
    let grant = require(function::UNDO_POLICY)?;
    Admin::expect()?.undo_policy(&grant, &id).await
}
