//! Sees the requests that steps of the tour ask for. A browser cannot claim a step: it has to make the request.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::Method,
    middleware::Next,
    response::Response,
};

use super::{Topic, Tours};
use crate::access::Principal;

/// What a request is about. Pages are opened by loading them, or with scripts by loading their content: only the page
/// of the sessions may call `list_sessions`.
fn topic(method: &Method, path: &str) -> Option<Topic> {
    match (method, path) {
        (&Method::GET, "/account/sessions") | (&Method::POST, "/api/list_sessions") => Some(Topic::SessionList),
        (&Method::POST, "/api/end_session" | "/api/end_other_sessions" | "/api/end_all_sessions") => {
            Some(Topic::Endings)
        }
        (&Method::POST, "/api/change_look" | "/api/change_preferences") => Some(Topic::Preferences),
        _ => None,
    }
}

/// Records the steps that a member's request has done. Whoever views as somebody else does nothing for their tour.
pub(crate) async fn note(State(tours): State<Arc<Tours>>, request: Request, next: Next) -> Response {
    let topic = topic(request.method(), request.uri().path());
    let member = topic.and_then(|_| request.extensions().get::<Principal>()?.member().cloned());
    let member = member.filter(|member| member.impersonator.is_none());
    let response = next.run(request).await;
    let is_refused = response.status().is_client_error() || response.status().is_server_error();
    if let (Some(topic), Some(member), false) = (topic, member, is_refused)
        && let Err(error) = tours.record(&member, topic).await
    {
        // The request itself has succeeded, and the step can be done again.
        tracing::warn!(cause = %error, "cannot record a step of the tour");
    }
    response
}
