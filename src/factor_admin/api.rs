//! Server functions for other people's second factors. Each checks its rule and calls the service.

use leptos::prelude::*;
#[cfg(feature = "ssr")]
use {super::server::FactorAdmin, crate::access::server::require};

use super::AccountFactors;
use crate::{
    access::{Permission, Rule},
    audit::Act,
    error::{AppError, Client, Form, Json},
    factor::NewTicket,
};

crate::functions! {
    SHOW_ACCOUNT_FACTORS = "show_account_factors", Rule::Needs(Permission::VIEW_ACCOUNTS), passive, impersonated;
    ISSUE_TICKET = "issue_ticket", Rule::Needs(Permission::ISSUE_TICKETS), reauthentication, answers,
        act(Act::ISSUE_TICKET.name());
    REVOKE_TICKET = "revoke_ticket", Rule::Needs(Permission::ISSUE_TICKETS), act(Act::REVOKE_TICKET.name());
}

/// Returns the second step and the passkeys of an account.
#[server(prefix = "/api", endpoint = "show_account_factors", input = Form, output = Json, client = Client)]
pub async fn show_account_factors(id: String) -> Result<AccountFactors, AppError> {
    let grant = require(SHOW_ACCOUNT_FACTORS)?;
    FactorAdmin::expect()?.show(&grant, &id).await
}

/// Issues a ticket for an account whose owner has lost the second factors. Older ones no longer work.
#[server(prefix = "/api", endpoint = "issue_ticket", input = Form, output = Json, client = Client)]
pub async fn issue_ticket(id: String) -> Result<NewTicket, AppError> {
    let grant = require(ISSUE_TICKET)?;
    FactorAdmin::expect()?.issue_ticket(&grant, &id).await
}

/// Revokes the ticket of an account.
#[server(prefix = "/api", endpoint = "revoke_ticket", input = Form, output = Json, client = Client)]
pub async fn revoke_ticket(id: String) -> Result<(), AppError> {
    let grant = require(REVOKE_TICKET)?;
    FactorAdmin::expect()?.revoke_ticket(&grant, &id).await
}
