//! Server functions for second factors. Each checks its rule and calls the service.

use leptos::prelude::*;
#[cfg(feature = "ssr")]
use {
    super::server::Security,
    crate::{
        access::server::{admit, require},
        factor::server::KeyKind,
    },
};

use super::NewRecoveryCodes;
use crate::{
    access::{Permission, Rule},
    account::EmailLink,
    audit::Act,
    error::{AppError, Client, Form, Json},
    factor::{NewAuthenticator, PasskeyChallenge, Passkeys, SecondFactors},
};

crate::functions! {
    SHOW_SECOND_FACTORS = "show_second_factors", Rule::SettingUp(Permission::USE_ACCOUNT), passive;
    SHOW_NEW_AUTHENTICATOR = "show_new_authenticator", Rule::SettingUp(Permission::USE_ACCOUNT), reauthentication, passive;
    BEGIN_AUTHENTICATOR = "begin_authenticator", Rule::SettingUp(Permission::USE_ACCOUNT), reauthentication;
    CONFIRM_AUTHENTICATOR = "confirm_authenticator", Rule::SettingUp(Permission::USE_ACCOUNT), reauthentication, answers,
        act(Act::TURN_ON_SECOND_FACTOR.name());
    REMOVE_AUTHENTICATOR = "remove_authenticator", Rule::Needs(Permission::USE_ACCOUNT), reauthentication,
        act(Act::REMOVE_AUTHENTICATOR.name());
    LIST_PASSKEYS = "list_passkeys", Rule::SettingUp(Permission::USE_ACCOUNT), passive;
    CHALLENGE_NEW_SECURITY_KEY = "challenge_new_security_key", Rule::SettingUp(Permission::USE_ACCOUNT), reauthentication;
    ADD_SECURITY_KEY = "add_security_key", Rule::SettingUp(Permission::USE_ACCOUNT), reauthentication,
        act(Act::ADD_SECURITY_KEY.name());
    REMOVE_SECURITY_KEY = "remove_security_key", Rule::Needs(Permission::USE_ACCOUNT), reauthentication,
        act(Act::REMOVE_SECURITY_KEY.name());
    CHALLENGE_NEW_PASSKEY = "challenge_new_passkey", Rule::Needs(Permission::USE_ACCOUNT), reauthentication;
    ADD_PASSKEY = "add_passkey", Rule::Needs(Permission::USE_ACCOUNT), reauthentication, act(Act::ADD_PASSKEY.name());
    NAME_PASSKEY = "name_passkey", Rule::Needs(Permission::USE_ACCOUNT);
    REMOVE_PASSKEY = "remove_passkey", Rule::Needs(Permission::USE_ACCOUNT), reauthentication,
        act(Act::REMOVE_PASSKEY.name());
    CHANGE_NOTICES = "change_notices", Rule::Needs(Permission::USE_ACCOUNT), reauthentication,
        act(Act::CHANGE_PROFILE.name());
    CHECK_MISUSE_LINK = "check_misuse_link", Rule::Anyone, impersonated;
    REPORT_MISUSE = "report_misuse", Rule::Anyone, act(Act::REPORT_MISUSE.name());
    CHECK_RESTORE_LINK = "check_restore_link", Rule::Anyone, impersonated;
    RESTORE_EMAIL = "restore_email", Rule::Anyone, act(Act::RESTORE_EMAIL.name());
    CANCEL_REMOVAL = "cancel_removal", Rule::SettingUp(Permission::USE_ACCOUNT), act(Act::CANCEL_REMOVAL.name());
    POSTPONE_SET_UP = "postpone_set_up", Rule::SettingUp(Permission::USE_ACCOUNT), act(Act::POSTPONE_SET_UP.name());
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

/// Removes the authenticator app. Without a security key, the password is enough from now on.
#[server(prefix = "/api", endpoint = "remove_authenticator", input = Form, output = Json, client = Client)]
pub async fn remove_authenticator() -> Result<(), AppError> {
    let grant = require(REMOVE_AUTHENTICATOR)?;
    Security::expect()?.remove_authenticator(&grant).await
}

/// Keeps the second factor of the caller that was to be removed.
#[server(prefix = "/api", endpoint = "cancel_removal", input = Form, output = Json, client = Client)]
pub async fn cancel_removal() -> Result<(), AppError> {
    let grant = require(CANCEL_REMOVAL)?;
    Security::expect()?.cancel_removal(&grant).await
}

/// Puts off setting up the second factor that the policy requires, once, for the owner of a new installation.
#[server(prefix = "/api", endpoint = "postpone_set_up", input = Form, output = Json, client = Client)]
pub async fn postpone_set_up() -> Result<(), AppError> {
    let grant = require(POSTPONE_SET_UP)?;
    Security::expect()?.postpone_set_up(&grant).await
}

/// Replaces the recovery codes.
#[server(prefix = "/api", endpoint = "create_recovery_codes", input = Form, output = Json, client = Client)]
pub async fn create_recovery_codes() -> Result<NewRecoveryCodes, AppError> {
    let grant = require(CREATE_RECOVERY_CODES)?;
    Security::expect()?.create_recovery_codes(&grant).await
}

/// Returns the caller's passkeys and security keys. Open pages call this on their own, so it does not count as activity.
#[server(prefix = "/api", endpoint = "list_passkeys", input = Form, output = Json, client = Client)]
pub async fn list_passkeys() -> Result<Passkeys, AppError> {
    let grant = require(LIST_PASSKEYS)?;
    Security::expect()?.passkeys(&grant).await
}

/// Returns the challenge for a new passkey of the caller.
#[server(prefix = "/api", endpoint = "challenge_new_passkey", input = Form, output = Json, client = Client)]
pub async fn challenge_new_passkey() -> Result<PasskeyChallenge, AppError> {
    let grant = require(CHALLENGE_NEW_PASSKEY)?;
    Security::expect()?.challenge_new_passkey(&grant, KeyKind::Passkey).await
}

/// Returns the challenge for a new security key of the caller.
#[server(prefix = "/api", endpoint = "challenge_new_security_key", input = Form, output = Json, client = Client)]
pub async fn challenge_new_security_key() -> Result<PasskeyChallenge, AppError> {
    let grant = require(CHALLENGE_NEW_SECURITY_KEY)?;
    Security::expect()?.challenge_new_passkey(&grant, KeyKind::SecurityKey).await
}

/// Adds a security key to the caller's account. `passkey`: the challenge's token, a dot, and `RegistrationResponseJSON`.
/// Returns recovery codes if this turns the second step on.
#[server(prefix = "/api", endpoint = "add_security_key", input = Form, output = Json, client = Client)]
pub async fn add_security_key(passkey: String) -> Result<NewRecoveryCodes, AppError> {
    let grant = require(ADD_SECURITY_KEY)?;
    Security::expect()?.add_security_key(&grant, &passkey).await
}

/// Removes one of the caller's security keys, and ends the caller's other sessions.
#[server(prefix = "/api", endpoint = "remove_security_key", input = Form, output = Json, client = Client)]
pub async fn remove_security_key(id: String) -> Result<(), AppError> {
    let grant = require(REMOVE_SECURITY_KEY)?;
    Security::expect()?.remove_security_key(&grant, &id).await
}

/// Adds a passkey to the caller's account. `passkey`: the challenge's token, a dot, and `RegistrationResponseJSON`.
#[server(prefix = "/api", endpoint = "add_passkey", input = Form, output = Json, client = Client)]
pub async fn add_passkey(passkey: String) -> Result<(), AppError> {
    let grant = require(ADD_PASSKEY)?;
    Security::expect()?.add_passkey(&grant, &passkey).await
}

/// Names one of the caller's passkeys or security keys; an empty name removes the old one.
#[server(prefix = "/api", endpoint = "name_passkey", input = Form, output = Json, client = Client)]
pub async fn name_passkey(id: String, name: String) -> Result<(), AppError> {
    let grant = require(NAME_PASSKEY)?;
    Security::expect()?.name_passkey(&grant, &id, &name).await
}

/// Removes one of the caller's passkeys, and ends the caller's other sessions.
#[server(prefix = "/api", endpoint = "remove_passkey", input = Form, output = Json, client = Client)]
pub async fn remove_passkey(id: String) -> Result<(), AppError> {
    let grant = require(REMOVE_PASSKEY)?;
    Security::expect()?.remove_passkey(&grant, &id).await
}

/// Turns the emails about sign-ins on new devices on or off. No others can be turned off.
#[server(prefix = "/api", endpoint = "change_notices", input = Form, output = Json, client = Client)]
pub async fn change_notices(new_devices: bool) -> Result<(), AppError> {
    let grant = require(CHANGE_NOTICES)?;
    Security::expect()?.change_notices(&grant, new_devices).await
}

/// Returns the username of the account whose misuse a link reports.
#[server(prefix = "/api", endpoint = "check_misuse_link", input = Form, output = Json, client = Client)]
pub async fn check_misuse_link(token: String) -> Result<String, AppError> {
    let visit = admit(CHECK_MISUSE_LINK)?;
    Security::expect()?.check_misuse_link(&visit, &token).await
}

/// Reports misuse of an account with a link from a message: ends all its sessions and sends a link that sets a new
/// password.
#[server(prefix = "/api", endpoint = "report_misuse", input = Form, output = Json, client = Client)]
pub async fn report_misuse(token: String) -> Result<(), AppError> {
    let visit = admit(REPORT_MISUSE)?;
    Security::expect()?.report_misuse(&visit, &token).await
}

/// Returns which e-mail address of which account a link restores.
#[server(prefix = "/api", endpoint = "check_restore_link", input = Form, output = Json, client = Client)]
pub async fn check_restore_link(token: String) -> Result<EmailLink, AppError> {
    let visit = admit(CHECK_RESTORE_LINK)?;
    Security::expect()?.check_restore_link(&visit, &token).await
}

/// Restores an e-mail address that was changed or removed, ends all sessions of the account and sends a link that sets a
/// new password.
#[server(prefix = "/api", endpoint = "restore_email", input = Form, output = Json, client = Client)]
pub async fn restore_email(token: String) -> Result<(), AppError> {
    let visit = admit(RESTORE_EMAIL)?;
    Security::expect()?.restore_email(&visit, &token).await
}
