//! Server functions for accounts. Each checks its rule and calls the service.

use leptos::prelude::*;
#[cfg(feature = "ssr")]
use {
    super::server::Accounts,
    crate::access::server::{admit, require},
};

use super::Strength;
use crate::{
    access::{Permission, Rule},
    audit::Act,
    error::{AppError, Client, Form, Json},
};

crate::functions! {
    CHANGE_DISPLAY_NAME = "change_display_name", Rule::Needs(Permission::USE_ACCOUNT), impersonated, act(Act::CHANGE_PROFILE.name());
    CHANGE_EMAIL = "change_email", Rule::Needs(Permission::USE_ACCOUNT), act(Act::CHANGE_PROFILE.name());
    RATE_PASSWORD = "rate_password", Rule::Open, impersonated;
}

/// Changes the caller's display name.
#[server(prefix = "/api", endpoint = "change_display_name", input = Form, output = Json, client = Client)]
pub async fn change_display_name(display_name: String) -> Result<(), AppError> {
    let grant = require(CHANGE_DISPLAY_NAME)?;
    Accounts::expect()?.change_display_name(&grant, &display_name).await
}

/// Changes the caller's e-mail address, or removes it if `email` is empty. Requires the password (ASVS 7.5.1).
#[server(prefix = "/api", endpoint = "change_email", input = Form, output = Json, client = Client)]
pub async fn change_email(email: String, current_password: String) -> Result<(), AppError> {
    let grant = require(CHANGE_EMAIL)?;
    Accounts::expect()?.change_email(&grant, &email, current_password.into()).await
}

/// Estimates how hard a new password is to guess. Stores and logs nothing.
#[server(prefix = "/api", endpoint = "rate_password", input = Form, output = Json, client = Client)]
pub async fn rate_password(
    password: String,
    #[server(default)] username: String,
    #[server(default)] email: String,
) -> Result<Strength, AppError> {
    let visit = admit(RATE_PASSWORD)?;
    Accounts::expect()?.rate_password(&visit, password.into(), vec![username, email]).await
}
