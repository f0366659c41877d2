//! Server functions for the policy. Each checks its rule and calls the service.

use leptos::prelude::*;

use super::{PolicyOutcome, PolicyOverview, PolicyPreview, PolicyValues};
#[cfg(feature = "ssr")]
use crate::{access::server::require, policy_admin::server::PolicyAdmin};
use crate::{
    access::{Permission, Rule},
    audit::Act,
    error::{AppError, Client, Form, Json},
};

crate::functions! {
    SHOW_POLICY = "show_policy", Rule::Needs(Permission::MANAGE_POLICY), passive, impersonated;
    PREVIEW_POLICY = "preview_policy", Rule::Needs(Permission::MANAGE_POLICY), impersonated;
    CHANGE_POLICY = "change_policy", Rule::Needs(Permission::MANAGE_POLICY), reauthentication, answers, act(Act::CHANGE_POLICY.name());
    UNDO_POLICY = "undo_policy", Rule::Needs(Permission::MANAGE_POLICY), reauthentication, answers, act(Act::CHANGE_POLICY.name());
}

/// Returns the set values, the effective values and the latest changes.
#[server(prefix = "/api", endpoint = "show_policy", input = Form, output = Json, client = Client)]
pub async fn show_policy() -> Result<PolicyOverview, AppError> {
    let grant = require(SHOW_POLICY)?;
    PolicyAdmin::expect()?.policy_overview(&grant).await
}

/// Previews the effect of setting these values for the scope `id`: `everyone` or a role. Changes nothing.
#[server(prefix = "/api", endpoint = "preview_policy", input = Form, output = Json, client = Client)]
pub async fn preview_policy(id: String, #[server(flatten)] values: PolicyValues) -> Result<PolicyPreview, AppError> {
    let grant = require(PREVIEW_POLICY)?;
    PolicyAdmin::expect()?.preview_typed_policy(&grant, &id, &values).await
}

/// Sets these values for the scope `id`: `everyone` or a role. `shown` holds the form's initial values,
/// URL-encoded: values that equal them are left alone, and values changed by others since are not overwritten.
#[server(prefix = "/api", endpoint = "change_policy", input = Form, output = Json, client = Client)]
pub async fn change_policy(
    id: String,
    #[server(default)] shown: String,
    #[server(flatten)] values: PolicyValues,
) -> Result<PolicyOutcome, AppError> {
    let grant = require(CHANGE_POLICY)?;
    PolicyAdmin::expect()?.change_typed_policy(&grant, &id, &shown, &values).await
}

/// Undoes a change of the policy.
#[server(prefix = "/api", endpoint = "undo_policy", input = Form, output = Json, client = Client)]
pub async fn undo_policy(id: String) -> Result<PolicyOutcome, AppError> {
    let grant = require(UNDO_POLICY)?;
    PolicyAdmin::expect()?.undo_policy(&grant, &id).await
}
