//! The layer of pages, server functions and downloads: resolves the principal, and does what depends on it, before the
//! request and after it. This is a single layer because axum clones all layers for each request.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::header::SET_COOKIE,
    middleware::Next,
    response::Response,
};

use super::{refusals::Attempt, services::Services};
use crate::{
    access::server::Caller,
    carried::server::{GuestCookie, note_or_clear},
    error::AppError,
    preferences::server::{if_outdated, write_cookie},
    session::server::layers::resolve_principal,
    tour::server::Observed,
};

/// Resolves the principal of a request and runs the request. Fails if the database does not respond.
pub(super) async fn run(
    State(services): State<Arc<Services>>,
    mut request: Request,
    next: Next,
) -> Result<Response, AppError> {
    resolve_principal(&services.sessions, &mut request).await?;
    note_caller(&request);
    let cleared = note_or_clear(GuestCookie::new(services.sessions.is_secure()), &mut request);
    let preferences = if_outdated(services.preferences.cookie(), &request);
    let observed = Observed::in_request(&request);
    let (request, attempt) = Attempt::of(request).await;
    let mut response = next.run(request).await;
    if let Some(refusal) = attempt.refusal(&response) {
        refusal.record(Arc::clone(&services)).await;
    }
    let is_refused = response.status().is_client_error() || response.status().is_server_error();
    if let Some(observed) = observed.filter(|_| !is_refused) {
        observed.record(&services.tours).await;
    }
    if let Some(preferences) = preferences {
        write_cookie(preferences, &mut response);
    }
    if let Some(cleared) = cleared {
        response.headers_mut().append(SET_COOKIE, cleared);
    }
    Ok(response)
}

/// Records the caller for the log.
fn note_caller(request: &Request) {
    if let (Some(caller), Some(principal)) = (request.extensions().get::<Caller>(), request.extensions().get()) {
        caller.note(principal);
    }
}
