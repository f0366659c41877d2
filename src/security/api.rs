//! Server functions for second factors. Each checks its rule and calls the service.

use leptos::prelude::*;
#[cfg(feature = "ssr")]
use {super::server::Security, crate::access::server::require};

use super::NewRecoveryCodes;
use crate::{
    access::{Permission, Rule},
    audit::Act,
    error::{AppError, Client, Form, Json},
    factor::{NewAuthenticator, SecondFactors},
};

crate::functions! {
    SHOW_SECOND_FACTORS = "show_second_factors", Rule::Needs(Permission::USE_ACCOUNT), passive;
    SHOW_NEW_AUTHENTICATOR = "show_new_authenticator", Rule::Needs(Permission::USE_ACCOUNT), reauthentication, passive;
    BEGIN_AUTHENTICATOR = "begin_authenticator", Rule::Needs(Permission::USE_ACCOUNT), reauthentication;
    CONFIRM_AUTHENTICATOR = "confirm_authenticator", Rule::Needs(Permission::USE_ACCOUNT), reauthentication, answers,
        act(Act::TURN_ON_SECOND_FACTOR.name());
    REMOVE_AUTHENTICATOR = "remove_authenticator", Rule::Needs(Permission::USE_ACCOUNT), reauthentication,
        act(Act::TURN_OFF_SECOND_FACTOR.name());
    CREATE_RECOVERY_CODES = "create_recovery_codes", Rule::Needs(Permission::USE_ACCOUNT), reauthentication, answers,
        act(Act::CREATE_RECOVERY_CODES.name());
}

/// Returns the caller's second factors. Open pages call this on their own, so it does not count as activity.
#[server(prefix = "/api", endpoint = "show_second_factors", input = Form, output = Json, client = Client)]
pub async fn show_second_factors() -> Result<SecondFactors, AppError> {
    let grant = require(SHOW_SECOND_FACTORS)?;
    Security::expect()?.second_factors(&grant).await
}

/// Returns what the authenticator app that the caller is setting up needs to know. Open pages call this on their own, so
/// it does not count as activity.
#[server(prefix = "/api", endpoint = "show_new_authenticator", input = Form, output = Json, client = Client)]
pub async fn show_new_authenticator() -> Result<Option<NewAuthenticator>, AppError> {
    let grant = require(SHOW_NEW_AUTHENTICATOR)?;
    Security::expect()?.new_authenticator(&grant).await
}

/// Begins to set up an authenticator app.
#[server(prefix = "/api", endpoint = "begin_authenticator", input = Form, output = Json, client = Client)]
pub async fn begin_authenticator() -> Result<(), AppError> {
    let grant = require(BEGIN_AUTHENTICATOR)?;
    Security::expect()?.begin_authenticator(&grant).await
}

/// Confirms the authenticator app with one of its codes, ends the caller's other sessions and returns recovery codes.
#[server(prefix = "/api", endpoint = "confirm_authenticator", input = Form, output = Json, client = Client)]
pub async fn confirm_authenticator(code: String) -> Result<NewRecoveryCodes, AppError> {
    let grant = require(CONFIRM_AUTHENTICATOR)?;
    Security::expect()?.confirm_authenticator(&grant, &code).await
}

/// Removes the authenticator app and the recovery codes: from now on, the password is enough.
#[server(prefix = "/api", endpoint = "remove_authenticator", input = Form, output = Json, client = Client)]
pub async fn remove_authenticator() -> Result<(), AppError> {
    let grant = require(REMOVE_AUTHENTICATOR)?;
    Security::expect()?.remove_authenticator(&grant).await
}

/// Replaces the recovery codes.
#[server(prefix = "/api", endpoint = "create_recovery_codes", input = Form, output = Json, client = Client)]
pub async fn create_recovery_codes() -> Result<NewRecoveryCodes, AppError> {
    let grant = require(CREATE_RECOVERY_CODES)?;
    Security::expect()?.create_recovery_codes(&grant).await
}
