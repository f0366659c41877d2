//! Records refusals in the audit before the response is sent: after the request's own transaction was rolled back, and
//! before the client learns of it.

use std::sync::Arc;

use axum::{
    extract::{FromRequestParts, MatchedPath, RawPathParams, Request},
    http::request::Parts,
    response::Response,
};
use tracing::Instrument;

use super::services::Services;
use crate::{
    access::{Principal, Table, server::Client},
    audit::{
        Act,
        server::{Actor, Refusal},
    },
    error::{AppError, Conflict, Fields},
    export::EXPORT,
    session::server::layers::BannedAccount,
};

/// A rejection by a server function, with the form fields that identify its subject.
#[derive(Clone)]
pub(super) struct Refused {
    error: AppError,
    id: String,
    username: String,
}

impl Refused {
    /// `fields` are the arguments of the function.
    pub(super) fn new(error: &AppError, fields: &Fields) -> Self {
        let field = |name: &str| fields.get(name).to_owned();
        Self { error: error.clone(), id: field("id"), username: field("username") }
    }
}

/// The act with this name, as declared by a function or download.
fn act(name: Option<&'static str>) -> Act {
    name.and_then(Act::from_name).unwrap_or(Act::CALL)
}

/// What would be recorded about a request if it is refused.
pub(super) struct Attempt {
    path: String,
    /// The account ID in the path.
    id: Option<String>,
    principal: Principal,
    client: Client,
    banned: Option<String>,
}

impl Attempt {
    pub(super) async fn of(request: Request) -> (Request, Self) {
        let path = path_of(&request);
        let (mut parts, body) = request.into_parts();
        let id = id_in(&mut parts).await;
        let request = Request::from_parts(parts, body);
        let extensions = request.extensions();
        let principal = extensions.get().cloned().unwrap_or_default();
        let client = extensions.get().cloned().unwrap_or_default();
        let banned = extensions.get::<BannedAccount>().map(|banned| banned.0.clone());
        (request, Self { path, id, principal, client, banned })
    }
}

/// A refusal to record.
pub(super) struct Pending {
    refusal: Refusal,
    refused: Option<Refused>,
}

impl Attempt {
    /// The refusal in the response, if any.
    pub(super) fn refusal(self, response: &Response) -> Option<Pending> {
        let Self { path, id, principal, client, banned } = self;
        let (member, table) = (principal.member(), Table::get());
        let download = table.download(&path);
        let refused = response.extensions().get::<Refused>();
        let (act, reason) = match refused {
            // No person did this: a page reloaded on its own, and recording it would make the page reload again.
            Some(Refused { error: AppError::Conflict { conflict: Conflict::OutOfReach }, .. })
                if table.function(&path).is_some_and(|function| function.passive) =>
            {
                None
            }
            Some(refused) => {
                let act = act(table.function(&path).and_then(|function| function.act));
                Refusal::reason(&refused.error, member.is_some()).map(|reason| (act, reason))
            }
            None if download.is_some() => file_refused(response, act(download.map(|download| download.act))),
            // Banned people get a 403 on every page, which is not recorded.
            None if response.status() == 403 && member.is_some() => Some((Act::OPEN_PAGE, "forbidden")),
            None => None,
        }?;
        let actor = Actor::from(&client);
        let actor = match (member, banned) {
            (Some(member), _) => actor.with_member(member),
            (None, Some(banned)) => actor.named(&banned),
            (None, None) => actor,
        };
        let subject = match id {
            Some(id) => id,
            None if path == EXPORT.path => own(&actor),
            None => actor.acting_as.clone(),
        };
        let refusal = Refusal { act, reason, actor, client, subject, path };
        let mut refused = refused.cloned();
        if let (Some(refused), Principal::Challenged(challenge)) = (&mut refused, &principal) {
            // The form with the code has no username.
            refused.username.clone_from(&challenge.username);
        }
        Some(Pending { refusal, refused })
    }
}

impl Pending {
    /// Records it, in a separate task, so that it is recorded even if the client hangs up.
    pub(super) async fn record(self, services: Arc<Services>) {
        let writing = tokio::spawn(write(services, self.refusal, self.refused).in_current_span());
        if let Ok(Err(error)) = writing.await {
            tracing::warn!(cause = %error, "cannot record a refusal in the audit");
        }
    }
}

/// The path of a function, or the route pattern of a page: anything else in a path may be arbitrary input.
fn path_of(request: &Request) -> String {
    let path = request.uri().path();
    if Table::get().function(path).is_some() {
        return path.to_owned();
    }
    request.extensions().get::<MatchedPath>().map_or("unknown", MatchedPath::as_str).to_owned()
}

/// The account ID in the path, if the route has one, read as the page reads it.
async fn id_in(parts: &mut Parts) -> Option<String> {
    let places = RawPathParams::from_request_parts(parts, &()).await.ok()?;
    places.iter().find(|(name, _)| *name == "id").map(|(_, id)| id.to_owned())
}

/// The account on which the actor's own functions act: theirs, or the impersonated one.
fn own(actor: &Actor) -> String {
    if actor.acting_as.is_empty() { actor.name.clone() } else { actor.acting_as.clone() }
}

/// Why a download was refused to a signed-in person.
fn file_refused(response: &Response, act: Act) -> Option<(Act, &'static str)> {
    let error = response.extensions().get::<AppError>()?;
    Refusal::reason(error, true).map(|reason| (act, reason))
}

async fn write(services: Arc<Services>, mut refusal: Refusal, refused: Option<Refused>) -> Result<(), AppError> {
    if let Some(refused) = refused {
        refusal.subject = if refusal.act == Act::SIGN_IN {
            // Look up every attempted name, so that existing and unknown names take the same time.
            let account = services.accounts.find_by_name(&refused.username).await?;
            account.map(|account| account.id).unwrap_or_default()
        } else if refused.id.is_empty() {
            own(&refusal.actor)
        } else {
            refused.id
        };
    }
    services.audit.refused(refusal).await
}
