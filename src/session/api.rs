//! The server functions of this feature: one sentence each.

use leptos::prelude::*;
#[cfg(feature = "ssr")]
use {
    super::server::Sessions,
    crate::access::{
        server::{admit, require},
        table::function,
    },
    crate::account::server::NewAccount,
};

use super::{History, SessionSummary};
use crate::{
    access::Principal,
    error::{AppError, Client, Form},
};

/// Signs in with a name and a password; where the account has as many sessions as it may, instead
/// of one of them.
#[server(prefix = "/api", endpoint = "sign_in", input = Form, client = Client)]
pub async fn sign_in(
    username: String,
    password: String,
    #[server(default)] remembered: bool,
    #[server(default)] instead_of: String,
) -> Result<Principal, AppError> {
    let visit = admit(function::SIGN_IN)?;
    Sessions::expect()?.sign_in(&visit, &username, password.into(), remembered, &instead_of).await
}

/// Makes an account and signs in with it; `token` is an invitation's, or empty.
#[server(prefix = "/api", endpoint = "sign_up", input = Form, client = Client)]
pub async fn sign_up(
    username: String,
    #[server(default)] email: String,
    password: String,
    #[server(default)] token: String,
) -> Result<Principal, AppError> {
    let visit = admit(function::SIGN_UP)?;
    Sessions::expect()?.sign_up(&visit, NewAccount { username, email, password: password.into() }, &token).await
}

/// Whether an account can be made, with this invitation's token or with none.
#[server(prefix = "/api", endpoint = "check_sign_up", input = Form, client = Client)]
pub async fn check_sign_up(token: String) -> Result<(), AppError> {
    let visit = admit(function::CHECK_SIGN_UP)?;
    Sessions::expect()?.check_sign_up(&visit, &token).await
}

/// Makes the owner's account with the set-up link and signs in with it.
#[server(prefix = "/api", endpoint = "set_up", input = Form, client = Client)]
pub async fn set_up(
    token: String,
    username: String,
    #[server(default)] email: String,
    password: String,
) -> Result<Principal, AppError> {
    let visit = admit(function::SET_UP)?;
    Sessions::expect()?.set_up(&visit, &token, username, email, password.into()).await
}

/// Has the caller type the password again: the session is started anew.
#[server(prefix = "/api", endpoint = "sign_in_again", input = Form, client = Client)]
pub async fn sign_in_again(current_password: String) -> Result<Principal, AppError> {
    let grant = require(function::SIGN_IN_AGAIN)?;
    Sessions::expect()?.sign_in_again(&grant, current_password.into()).await
}

/// Ends the caller's session.
#[server(prefix = "/api", endpoint = "sign_out", input = Form, client = Client)]
pub async fn sign_out() -> Result<Principal, AppError> {
    let visit = admit(function::SIGN_OUT)?;
    Sessions::expect()?.sign_out(&visit).await
}

/// Whoever acts as somebody else is themselves again.
#[server(prefix = "/api", endpoint = "end_impersonation", input = Form, client = Client)]
pub async fn end_impersonation() -> Result<Principal, AppError> {
    let grant = require(function::END_IMPERSONATION)?;
    Sessions::expect()?.end_impersonation(&grant).await
}

/// Changes the caller's password, ends all other sessions and renews this one.
#[server(prefix = "/api", endpoint = "change_password", input = Form, client = Client)]
pub async fn change_password(current_password: String, new_password: String) -> Result<Principal, AppError> {
    let grant = require(function::CHANGE_PASSWORD)?;
    Sessions::expect()?.change_password(&grant, current_password.into(), new_password.into()).await
}

/// Sets a new password with a reset link, ends all sessions of the account and starts none.
#[server(prefix = "/api", endpoint = "reset_password", input = Form, client = Client)]
pub async fn reset_password(token: String, new_password: String) -> Result<(), AppError> {
    let visit = admit(function::RESET_PASSWORD)?;
    Sessions::expect()?.reset_password(&visit, &token, new_password.into()).await
}

/// Whether a set-up link still works.
#[server(prefix = "/api", endpoint = "check_set_up_link", input = Form, client = Client)]
pub async fn check_set_up_link(token: String) -> Result<(), AppError> {
    let visit = admit(function::CHECK_SET_UP_LINK)?;
    Sessions::expect()?.check_set_up_link(&visit, &token).await
}

/// Whose password a reset link may set: the username.
#[server(prefix = "/api", endpoint = "check_reset_link", input = Form, client = Client)]
pub async fn check_reset_link(token: String) -> Result<String, AppError> {
    let visit = admit(function::CHECK_RESET_LINK)?;
    Sessions::expect()?.check_reset_link(&visit, &token).await
}

/// The caller's live sessions. Pages ask by themselves, so it does not count as activity.
#[server(prefix = "/api", endpoint = "list_sessions", input = Form, client = Client)]
pub async fn list_sessions() -> Result<Vec<SessionSummary>, AppError> {
    let grant = require(function::LIST_SESSIONS)?;
    Sessions::expect()?.list(&grant).await
}

/// Names one of the caller's sessions.
#[server(prefix = "/api", endpoint = "name_session", input = Form, client = Client)]
pub async fn name_session(id: String, name: String) -> Result<(), AppError> {
    let grant = require(function::NAME_SESSION)?;
    Sessions::expect()?.set_name(&grant, &id, &name).await
}

/// Ends one of the caller's sessions.
#[server(prefix = "/api", endpoint = "end_session", input = Form, client = Client)]
pub async fn end_session(id: String) -> Result<(), AppError> {
    let grant = require(function::END_SESSION)?;
    Sessions::expect()?.end_one(&grant, &id).await
}

/// Ends every session of the caller but this one; how many there were.
#[server(prefix = "/api", endpoint = "end_other_sessions", input = Form, client = Client)]
pub async fn end_other_sessions() -> Result<usize, AppError> {
    let grant = require(function::END_OTHER_SESSIONS)?;
    Sessions::expect()?.end_others(&grant).await
}

/// Ends every session of the caller, this one too.
#[server(prefix = "/api", endpoint = "end_all_sessions", input = Form, client = Client)]
pub async fn end_all_sessions() -> Result<Principal, AppError> {
    let grant = require(function::END_ALL_SESSIONS)?;
    Sessions::expect()?.end_all(&grant).await
}

/// The caller's own history. Pages ask by themselves, so it does not count as activity.
#[server(prefix = "/api", endpoint = "list_history", input = Form, client = Client)]
pub async fn list_history(#[server(default)] after: String) -> Result<History, AppError> {
    let grant = require(function::LIST_HISTORY)?;
    Sessions::expect()?.history(&grant, &after).await
}
