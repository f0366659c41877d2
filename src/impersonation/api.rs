//! The server function that begins to act as somebody: one sentence.

use leptos::prelude::*;
#[cfg(feature = "ssr")]
use {super::server::Impersonations, crate::access::server::require};

use crate::{
    access::{Permission, Principal, Rule},
    audit::Act,
    error::{AppError, Client, Form},
};

crate::functions! {
    IMPERSONATE = "impersonate", Rule::Needs(Permission::IMPERSONATE), reauthentication, act(Act::IMPERSONATE.name());
}

/// Has the caller act as that account's owner in this session, for half an hour at most.
#[server(prefix = "/api", endpoint = "impersonate", input = Form, client = Client)]
pub async fn impersonate(id: String, reason: String) -> Result<Principal, AppError> {
    let grant = require(IMPERSONATE)?;
    Impersonations::expect()?.impersonate(&grant, &id, &reason).await
}
