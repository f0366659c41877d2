//! The routes that browsers use by themselves, without a page: one registers the key of a session, the other one refreshes the
//! bound cookie. The `origin` layer has rejected requests from other sites. Neither counts as activity.

use std::sync::Arc;

use axum::{
    Extension, Json, Router,
    extract::State,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header::SET_COOKIE},
    response::{IntoResponse, Response},
    routing::post,
};

use super::{REFRESH, REGISTER, Refresh, cookie, signed::SignedChallenge};
use crate::{
    access::{
        Member, Principal,
        server::{Caller, Client},
    },
    error::AppError,
    session::server::service::Sessions,
};

/// The session whose bound cookie is to be refreshed.
const SESSION_ID: HeaderName = HeaderName::from_static("sec-secure-session-id");
/// Asks a browser to sign a challenge.
const CHALLENGE: HeaderName = HeaderName::from_static("secure-session-challenge");

/// What is served without a session, so that the browser need not refresh the bound cookie for it.
const EXCLUDED: [&str; 2] = ["/pkg", "/texts"];

/// The state of the routes.
type Own = State<(Sessions, Arc<str>)>;

impl Sessions {
    /// The routes for browsers with bound sessions. `origin`: the public origin.
    pub(crate) fn routes(&self, origin: &str) -> Router {
        let not_allowed = || async { AppError::method("POST") };
        Router::new()
            .route(REGISTER, post(register))
            .route(REFRESH, post(refresh))
            .method_not_allowed_fallback(not_allowed)
            .with_state((self.clone(), origin.into()))
    }

    /// The live session of the cookie in a request.
    async fn own_session(&self, headers: &HeaderMap, caller: Option<Extension<Caller>>) -> Result<Member, AppError> {
        let secret = self.secret_in(headers).ok_or(AppError::SignInRequired)?;
        let found = self.resolve(&secret, false, None).await?.ok_or(AppError::SignInRequired)?;
        if let Some(caller) = caller {
            caller.note(&found.principal);
        }
        match found.principal {
            Principal::Member(member) => Ok(member),
            _ => Err(AppError::SignInRequired),
        }
    }
}

fn client_of(client: Option<Extension<Client>>) -> Client {
    client.map(|Extension(client)| client).unwrap_or_default()
}

async fn register(
    State((sessions, origin)): Own,
    client: Option<Extension<Client>>,
    caller: Option<Extension<Caller>>,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let member = sessions.own_session(&headers, caller).await?;
    let signed = SignedChallenge::in_request(&headers)?.ok_or(AppError::Forbidden)?;
    let set = sessions.register_key(&member, &client_of(client), &signed).await?;
    let excluded = EXCLUDED.map(|path| serde_json::json!({ "type": "exclude", "domain": "*", "path": path }));
    let instructions = serde_json::json!({
        "session_identifier": member.session.id,
        "refresh_url": REFRESH,
        "scope": { "origin": *origin, "include_site": false, "scope_specification": excluded },
        "credentials": [{ "type": "cookie", "name": cookie::NAME, "attributes": cookie::ATTRIBUTES }],
    });
    Ok(([(SET_COOKIE, set)], Json(instructions)).into_response())
}

async fn refresh(
    State((sessions, _)): Own,
    client: Option<Extension<Client>>,
    caller: Option<Extension<Caller>>,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let session_id = sessions.own_session(&headers, caller).await?.session.id;
    // The browser may still know a session that the one of the cookie has replaced.
    if headers.get(SESSION_ID).is_none_or(|id| id.as_bytes() != session_id.as_bytes()) {
        return Err(AppError::SignInRequired);
    }
    match sessions.refresh(&session_id, &client_of(client), SignedChallenge::in_request(&headers)?).await? {
        Refresh::Cookie(set) => Ok([(SET_COOKIE, set)].into_response()),
        Refresh::Challenge(challenge) => {
            let challenge = HeaderValue::from_str(&format!("\"{challenge}\";id=\"{session_id}\""));
            let challenge = challenge.map_err(|error| AppError::internal(&error))?;
            Ok((StatusCode::FORBIDDEN, [(CHALLENGE, challenge)]).into_response())
        }
    }
}
