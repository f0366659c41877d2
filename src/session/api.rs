//! Server functions for sessions. Each checks its rule and calls the service.

use leptos::prelude::*;
#[cfg(feature = "ssr")]
use {
    super::server::Sessions,
    crate::access::server::{admit, require},
    crate::account::server::NewAccount,
};

use super::{FailedSignIn, History, SessionSummary};
use crate::{
    access::{Permission, Principal, Rule},
    audit::Act,
    error::{AppError, Client, Form, Json},
    factor::PasskeyChallenge,
};

crate::functions! {
    SIGN_IN = "sign_in", Rule::Open, act(Act::SIGN_IN.name());
    ANSWER_CHALLENGE = "answer_challenge", Rule::Challenged, nameless, act(Act::SIGN_IN.name());
    CANCEL_CHALLENGE = "cancel_challenge", Rule::Challenged, nameless;
    REQUEST_REMOVAL = "request_removal", Rule::Challenged, nameless, act(Act::REQUEST_REMOVAL.name());
    CHALLENGE_PASSKEY = "challenge_passkey", Rule::Anyone;
    SIGN_UP = "sign_up", Rule::Open, act(Act::SIGN_UP.name());
    CHECK_SIGN_UP = "check_sign_up", Rule::Open, impersonated;
    SET_UP = "set_up", Rule::Open, act(Act::SET_UP.name());
    SIGN_IN_AGAIN = "sign_in_again", Rule::SettingUp(Permission::USE_ACCOUNT), act(Act::REAUTHENTICATE.name());
    SIGN_OUT = "sign_out", Rule::Anyone, impersonated, forgets;
    END_IMPERSONATION = "end_impersonation", Rule::SettingUp(Permission::USE_ACCOUNT), impersonated, nameless;
    CHANGE_PASSWORD = "change_password", Rule::Needs(Permission::USE_ACCOUNT), act(Act::CHANGE_PASSWORD.name());
    REMOVE_PASSWORD = "remove_password", Rule::Needs(Permission::USE_ACCOUNT), reauthentication,
        act(Act::REMOVE_PASSWORD.name());
    RESET_PASSWORD = "reset_password", Rule::Open, act(Act::RESET_PASSWORD.name());
    REQUEST_PASSWORD_RESET = "request_password_reset", Rule::Open;
    CHECK_SET_UP_LINK = "check_set_up_link", Rule::Open, impersonated;
    CHECK_RESET_LINK = "check_reset_link", Rule::Open, impersonated;
    LIST_SESSIONS = "list_sessions", Rule::Needs(Permission::USE_ACCOUNT), passive, impersonated;
    COUNT_OTHER_SESSIONS = "count_other_sessions", Rule::Needs(Permission::USE_ACCOUNT), passive, impersonated;
    NAME_SESSION = "name_session", Rule::Needs(Permission::USE_ACCOUNT);
    END_SESSION = "end_session", Rule::Needs(Permission::USE_ACCOUNT), reauthentication, act(Act::END_SESSIONS.name());
    END_OTHER_SESSIONS = "end_other_sessions", Rule::Needs(Permission::USE_ACCOUNT), reauthentication, act(Act::END_SESSIONS.name());
    END_ALL_SESSIONS = "end_all_sessions", Rule::Needs(Permission::USE_ACCOUNT), reauthentication, forgets, act(Act::END_SESSIONS.name());
    LIST_HISTORY = "list_history", Rule::Needs(Permission::USE_ACCOUNT), passive, impersonated;
    LIST_FAILED_SIGN_INS = "list_failed_sign_ins", Rule::Needs(Permission::USE_ACCOUNT), passive, impersonated;
}

/// Signs in with a username and a password or, if `passkey` is not empty, with what a passkey has signed. If the account
/// has reached its session limit, ends the session `instead_of` to make room.
#[server(prefix = "/api", endpoint = "sign_in", input = Form, output = Json, client = Client)]
pub async fn sign_in(
    username: String,
    password: String,
    #[server(default)] remember_me: bool,
    #[server(default)] instead_of: String,
    #[server(default)] passkey: String,
) -> Result<Principal, AppError> {
    let visit = admit(SIGN_IN)?;
    if !passkey.is_empty() {
        return Sessions::expect()?.sign_in_with_passkey(&visit, &passkey, remember_me, &instead_of).await;
    }
    Sessions::expect()?.sign_in(&visit, &username, password.into(), remember_me, &instead_of).await
}

/// Completes a sign-in with the second factor: what a passkey has signed or, if that is empty, a code of the authenticator
/// app or a recovery code. If the account has reached its session limit, ends the session `instead_of` to make room.
#[server(prefix = "/api", endpoint = "answer_challenge", input = Form, output = Json, client = Client)]
pub async fn answer_challenge(
    code: String,
    #[server(default)] passkey: String,
    #[server(default)] instead_of: String,
) -> Result<Principal, AppError> {
    let visit = admit(ANSWER_CHALLENGE)?;
    Sessions::expect()?.answer_challenge(&visit, &code, &passkey, &instead_of).await
}

/// Returns a challenge for a passkey to sign: of the caller's account if somebody is signed in or has entered their
/// password, otherwise of any account; `None`: it has no passkey.
#[server(prefix = "/api", endpoint = "challenge_passkey", input = Form, output = Json, client = Client)]
pub async fn challenge_passkey() -> Result<Option<PasskeyChallenge>, AppError> {
    let visit = admit(CHALLENGE_PASSKEY)?;
    Sessions::expect()?.challenge_passkey(&visit).await
}

/// Requests that the second factor be removed, because its owner has lost it. That takes some days.
#[server(prefix = "/api", endpoint = "request_removal", input = Form, output = Json, client = Client)]
pub async fn request_removal() -> Result<Principal, AppError> {
    let visit = admit(REQUEST_REMOVAL)?;
    Sessions::expect()?.request_removal(&visit).await
}

/// Gives up a sign-in whose second factor is due.
#[server(prefix = "/api", endpoint = "cancel_challenge", input = Form, output = Json, client = Client)]
pub async fn cancel_challenge() -> Result<Principal, AppError> {
    let visit = admit(CANCEL_CHALLENGE)?;
    Sessions::expect()?.cancel_challenge(&visit).await
}

/// Creates an account and signs in with it. `token` is an invitation token, or empty.
#[server(prefix = "/api", endpoint = "sign_up", input = Form, output = Json, client = Client)]
pub async fn sign_up(
    username: String,
    #[server(default)] email: String,
    password: String,
    #[server(default)] token: String,
) -> Result<Principal, AppError> {
    let visit = admit(SIGN_UP)?;
    Sessions::expect()?.sign_up(&visit, NewAccount { username, email, password: password.into() }, &token).await
}

/// Checks whether an account can be created with this invitation token or, if it is empty, without one.
#[server(prefix = "/api", endpoint = "check_sign_up", input = Form, output = Json, client = Client)]
pub async fn check_sign_up(token: String) -> Result<(), AppError> {
    let visit = admit(CHECK_SIGN_UP)?;
    Sessions::expect()?.check_sign_up(&visit, &token).await
}

/// Creates the owner's account with the set-up link and signs in with it.
#[server(prefix = "/api", endpoint = "set_up", input = Form, output = Json, client = Client)]
pub async fn set_up(
    token: String,
    username: String,
    #[server(default)] email: String,
    password: String,
) -> Result<Principal, AppError> {
    let visit = admit(SET_UP)?;
    Sessions::expect()?.set_up(&visit, &token, username, email, password.into()).await
}

/// Reauthenticates the caller and replaces the session: with what a passkey has signed or, if that is empty, with a code
/// if the account has a second factor, otherwise with the password.
#[server(prefix = "/api", endpoint = "sign_in_again", input = Form, output = Json, client = Client)]
pub async fn sign_in_again(
    #[server(default)] current_password: String,
    #[server(default)] code: String,
    #[server(default)] passkey: String,
) -> Result<Principal, AppError> {
    let grant = require(SIGN_IN_AGAIN)?;
    Sessions::expect()?.sign_in_again(&grant, current_password.into(), &code, &passkey).await
}

/// Ends the caller's session.
#[server(prefix = "/api", endpoint = "sign_out", input = Form, output = Json, client = Client)]
pub async fn sign_out() -> Result<Principal, AppError> {
    let visit = admit(SIGN_OUT)?;
    Sessions::expect()?.sign_out(&visit).await
}

/// Ends the caller's impersonation of another account.
#[server(prefix = "/api", endpoint = "end_impersonation", input = Form, output = Json, client = Client)]
pub async fn end_impersonation() -> Result<Principal, AppError> {
    let grant = require(END_IMPERSONATION)?;
    let sessions = Sessions::expect()?;
    sessions.end_impersonation(&grant).await?;
    sessions.current_principal().await
}

/// Changes the caller's password, ends all other sessions and replaces this one.
#[server(prefix = "/api", endpoint = "change_password", input = Form, output = Json, client = Client)]
pub async fn change_password(
    #[server(default)] current_password: String,
    new_password: String,
) -> Result<Principal, AppError> {
    let grant = require(CHANGE_PASSWORD)?;
    Sessions::expect()?.change_password(&grant, current_password.into(), new_password.into()).await
}

/// Removes the caller's password, so that only a passkey signs in.
#[server(prefix = "/api", endpoint = "remove_password", input = Form, output = Json, client = Client)]
pub async fn remove_password() -> Result<Principal, AppError> {
    let grant = require(REMOVE_PASSWORD)?;
    Sessions::expect()?.remove_password(&grant).await
}

/// Sets a new password with a reset link and ends all sessions of the account. Does not sign in.
#[server(prefix = "/api", endpoint = "reset_password", input = Form, output = Json, client = Client)]
pub async fn reset_password(token: String, new_password: String) -> Result<(), AppError> {
    let visit = admit(RESET_PASSWORD)?;
    Sessions::expect()?.reset_password(&visit, &token, new_password.into()).await
}

/// Sends a link that sets a new password to the verified e-mail address of an account. The answer is the same if there is
/// none (ASVS 6.3.8).
#[server(prefix = "/api", endpoint = "request_password_reset", input = Form, output = Json, client = Client)]
pub async fn request_password_reset(who: String) -> Result<(), AppError> {
    let visit = admit(REQUEST_PASSWORD_RESET)?;
    Sessions::expect()?.request_password_reset(&visit, &who).await
}

/// Checks whether a set-up link is still valid.
#[server(prefix = "/api", endpoint = "check_set_up_link", input = Form, output = Json, client = Client)]
pub async fn check_set_up_link(token: String) -> Result<(), AppError> {
    let visit = admit(CHECK_SET_UP_LINK)?;
    Sessions::expect()?.check_set_up_link(&visit, &token).await
}

/// Returns the username of the account that a reset link is for.
#[server(prefix = "/api", endpoint = "check_reset_link", input = Form, output = Json, client = Client)]
pub async fn check_reset_link(token: String) -> Result<String, AppError> {
    let visit = admit(CHECK_RESET_LINK)?;
    Sessions::expect()?.check_reset_link(&visit, &token).await
}

/// Lists the caller's live sessions. Open pages call this on their own, so it does not count as activity.
#[server(prefix = "/api", endpoint = "list_sessions", input = Form, output = Json, client = Client)]
pub async fn list_sessions() -> Result<Vec<SessionSummary>, AppError> {
    let grant = require(LIST_SESSIONS)?;
    Sessions::expect()?.list(&grant).await
}

/// Counts the caller's live sessions except this one. Open pages call this on their own, so it does not count as
/// activity.
#[server(prefix = "/api", endpoint = "count_other_sessions", input = Form, output = Json, client = Client)]
pub async fn count_other_sessions() -> Result<usize, AppError> {
    let grant = require(COUNT_OTHER_SESSIONS)?;
    let sessions = Sessions::expect()?.list(&grant).await?;
    Ok(sessions.iter().filter(|session| !session.is_this).count())
}

/// Names one of the caller's sessions.
#[server(prefix = "/api", endpoint = "name_session", input = Form, output = Json, client = Client)]
pub async fn name_session(id: String, name: String) -> Result<(), AppError> {
    let grant = require(NAME_SESSION)?;
    Sessions::expect()?.set_name(&grant, &id, &name).await
}

/// Ends one of the caller's sessions.
#[server(prefix = "/api", endpoint = "end_session", input = Form, output = Json, client = Client)]
pub async fn end_session(id: String) -> Result<(), AppError> {
    let grant = require(END_SESSION)?;
    Sessions::expect()?.end_one(&grant, &id).await
}

/// Ends every session of the caller except this one and returns how many were ended.
#[server(prefix = "/api", endpoint = "end_other_sessions", input = Form, output = Json, client = Client)]
pub async fn end_other_sessions() -> Result<usize, AppError> {
    let grant = require(END_OTHER_SESSIONS)?;
    Sessions::expect()?.end_others(&grant).await
}

/// Ends every session of the caller, including this one.
#[server(prefix = "/api", endpoint = "end_all_sessions", input = Form, output = Json, client = Client)]
pub async fn end_all_sessions() -> Result<Principal, AppError> {
    let grant = require(END_ALL_SESSIONS)?;
    Sessions::expect()?.end_all(&grant).await
}

/// Lists the caller's own history after the cursor `after`. Open pages call this on their own, so it does not
/// count as activity.
#[server(prefix = "/api", endpoint = "list_history", input = Form, output = Json, client = Client)]
pub async fn list_history(#[server(default)] after: String) -> Result<History, AppError> {
    let grant = require(LIST_HISTORY)?;
    Sessions::expect()?.history(&grant, &after).await
}

/// Lists the latest failed attempts to sign in to the caller's account. Open pages call this on their own, so it does
/// not count as activity.
#[server(prefix = "/api", endpoint = "list_failed_sign_ins", input = Form, output = Json, client = Client)]
pub async fn list_failed_sign_ins() -> Result<Vec<FailedSignIn>, AppError> {
    let grant = require(LIST_FAILED_SIGN_INS)?;
    Sessions::expect()?.failed_sign_ins(&grant).await
}
