//! The layers of this feature: one resolves the principal before anything else runs, the others
//! let the server functions start and end sessions.

use axum::{
    Router,
    extract::{Request, State},
    http::{Method, Uri},
    middleware::{self, Next},
    response::Response,
};
use axum_login::{
    AuthManagerLayerBuilder,
    tower_sessions::{SessionManagerLayer, cookie::SameSite, session::Id},
};
use leptos::server_fn::ServerFn;

use super::{Backend, Sessions, tower_store::secret_hash};
use crate::{
    access::{CurrentPrincipal, Principal},
    error::AppError,
    session::SignOut,
};

/// Asking who one is keeps nothing alive.
const PASSIVE: [&str; 1] = [CurrentPrincipal::PATH];

/// Puts the principal into every request's extensions; without a database nobody is let in.
pub(crate) async fn resolve_principal(
    State(sessions): State<Sessions>,
    mut request: Request,
    next: Next,
) -> Result<Response, AppError> {
    let principal = match sessions.cookie.value(request.headers()).and_then(|value| value.parse::<Id>().ok()) {
        Some(id) => sessions.resolve(&secret_hash(id), is_activity(request.method(), request.uri())).await?,
        None => Principal::default(),
    };
    request.extensions_mut().insert(principal);
    Ok(next.run(request).await)
}

fn is_activity(method: &Method, uri: &Uri) -> bool {
    matches!(*method, Method::GET | Method::POST) && !PASSIVE.contains(&uri.path())
}

/// Wraps the server functions in the layers that start and end sessions.
pub(crate) fn with_sessions(functions: Router, sessions: &Sessions) -> Router {
    let cookie = sessions.cookie;
    let manager = SessionManagerLayer::new(sessions.tower_store())
        .with_name(cookie.name())
        .with_secure(cookie.is_secure())
        .with_same_site(SameSite::Lax);
    let auth = AuthManagerLayerBuilder::new(Backend(sessions.accounts.clone()), manager).build();
    functions.layer(auth).layer(middleware::from_fn(move |request: Request, next: Next| async move {
        let sign_out = request.uri().path() == SignOut::PATH;
        let mut response = next.run(request).await;
        let signed_out = sign_out && response.status().is_success();
        cookie.tidy(response.headers_mut(), signed_out);
        response
    }))
}
