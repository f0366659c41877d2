//! Server functions for accounts. Each checks its rule and calls the service.

use leptos::prelude::*;
#[cfg(feature = "ssr")]
use {
    super::server::Accounts,
    crate::access::server::{admit, require},
};

use super::{EmailLink, Strength};
use crate::{
    access::{Permission, Rule},
    audit::Act,
    error::{AppError, Client, Form, Json},
};

crate::functions! {
    CHANGE_DISPLAY_NAME = "change_display_name", Rule::Needs(Permission::USE_ACCOUNT), impersonated, act(Act::CHANGE_PROFILE.name());
    CHANGE_EMAIL = "change_email", Rule::Needs(Permission::USE_ACCOUNT), act(Act::CHANGE_PROFILE.name());
    SEND_EMAIL_VERIFICATION = "send_email_verification", Rule::Needs(Permission::USE_ACCOUNT);
    VERIFY_EMAIL_WITH_CODE = "verify_email_with_code", Rule::Needs(Permission::USE_ACCOUNT), act(Act::VERIFY_EMAIL.name());
    CHECK_EMAIL_LINK = "check_email_link", Rule::Anyone, impersonated;
    VERIFY_EMAIL = "verify_email", Rule::Anyone, act(Act::VERIFY_EMAIL.name());
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

/// Sends another message to the caller's address that waits to be verified.
#[server(prefix = "/api", endpoint = "send_email_verification", input = Form, output = Json, client = Client)]
pub async fn send_email_verification() -> Result<(), AppError> {
    let grant = require(SEND_EMAIL_VERIFICATION)?;
    Accounts::expect()?.send_verification(&grant).await
}

/// Verifies the caller's e-mail address with the code that was sent to it.
#[server(prefix = "/api", endpoint = "verify_email_with_code", input = Form, output = Json, client = Client)]
pub async fn verify_email_with_code(code: String) -> Result<(), AppError> {
    let grant = require(VERIFY_EMAIL_WITH_CODE)?;
    Accounts::expect()?.verify_email_with_code(&grant, &code).await
}

/// Returns what a verification link is for.
#[server(prefix = "/api", endpoint = "check_email_link", input = Form, output = Json, client = Client)]
pub async fn check_email_link(token: String) -> Result<EmailLink, AppError> {
    let visit = admit(CHECK_EMAIL_LINK)?;
    Accounts::expect()?.check_email_link(&visit, &token).await
}

/// Verifies an e-mail address with the link that was sent to it.
#[server(prefix = "/api", endpoint = "verify_email", input = Form, output = Json, client = Client)]
pub async fn verify_email(token: String) -> Result<(), AppError> {
    let visit = admit(VERIFY_EMAIL)?;
    Accounts::expect()?.verify_email(&visit, &token).await
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
