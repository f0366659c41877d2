//! Sees the requests that steps of the tour ask for. A browser cannot claim a step: it has to make the request.

use axum::{extract::Request, http::Method};

use super::{Topic, Tours};
use crate::access::{Member, Principal};

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

/// A member's request that a step of the tour may ask for.
#[derive(Debug)]
pub(crate) struct Observed {
    member: Member,
    topic: Topic,
}

impl Observed {
    /// What a request is about, if a step asks for it. Requests made while viewing as somebody else do not count.
    pub(crate) fn in_request(request: &Request) -> Option<Self> {
        let topic = topic(request.method(), request.uri().path())?;
        let member = request.extensions().get::<Principal>()?.member()?;
        member.impersonator.is_none().then(|| Self { member: member.clone(), topic })
    }

    /// Records the steps that the request has done. Only for requests that were not refused.
    pub(crate) async fn record(self, tours: &Tours) {
        if let Err(error) = tours.record(&self.member, self.topic).await {
            // The request itself has succeeded, and the step can be done again.
            tracing::warn!(cause = %error, "cannot record a step of the tour");
        }
    }
}
