//! The server function that begins an impersonation. It checks its rule and calls the service.

use leptos::prelude::*;
#[cfg(feature = "ssr")]
use {super::server::Impersonations, crate::access::server::require};

use crate::{
    access::{Permission, Principal, Rule},
    audit::Act,
    error::{AppError, Client, Form, Json},
};

crate::functions! {
    IMPERSONATE = "impersonate", Rule::Needs(Permission::IMPERSONATE), reauthentication, act(Act::IMPERSONATE.name());
}

/// Makes the caller impersonate an account in this session, for at most half an hour.
#[server(prefix = "/api", endpoint = "impersonate", input = Form, output = Json, client = Client)]
pub async fn impersonate(id: String, reason: String) -> Result<Principal, AppError> {
    let grant = require(IMPERSONATE)?;
    Impersonations::expect()?.impersonate(&grant, &id, &reason).await
}
