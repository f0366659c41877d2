//! Notes refusals that matter for the audit, as the answer goes out: after the request's own
//! transaction, which was rolled back, and before anybody has heard of it.

use std::sync::Arc;

use axum::{
    extract::{FromRequestParts, MatchedPath, RawPathParams, Request, State},
    http::request::Parts,
    middleware::Next,
    response::Response,
};

use tracing::Instrument;

use super::router::Services;
use crate::{
    access::{
        Principal,
        server::Client,
        table::{AUDIT_CSV, AUDIT_JSONL, EXPORT, EXPORT_OF, function},
    },
    audit::{Act, server::Refusal},
    database::Actor,
    error::{AppError, Conflict, Fields},
    session::server::layers::{BannedAccount, is_passive},
};

/// A server function has refused, and what of its form says whom that concerns.
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

/// What a function does.
fn act(path: &str) -> Act {
    match path.trim_start_matches("/api/") {
        "sign_in" => Act::SignIn,
        "sign_up" => Act::SignUp,
        "set_up" => Act::SetUp,
        "change_password" => Act::ChangePassword,
        "reset_password" => Act::ResetPassword,
        "sign_in_again" => Act::ProvePassword,
        "change_display_name" | "change_email" => Act::ChangeProfile,
        "change_role" | "bulk_change_role" => Act::ChangeRole,
        "ban_account" | "bulk_ban" => Act::Ban,
        "lift_ban" | "bulk_lift_ban" => Act::LiftBan,
        "change_ban" => Act::ChangeBan,
        "appeal_ban" => Act::Appeal,
        "answer_appeal" => Act::AnswerAppeal,
        "add_note" | "delete_note" => Act::Note,
        "close_account" | "close_account_of" => Act::CloseAccount,
        "impersonate" => Act::Impersonate,
        "create_role" | "edit_role" | "delete_role" => Act::EditRoles,
        "change_policy" | "undo_policy" => Act::ChangePolicy,
        "create_invitation" | "revoke_invitation" => Act::Invite,
        "end_session"
        | "end_other_sessions"
        | "end_all_sessions"
        | "end_account_session"
        | "end_account_sessions"
        | "end_selected_sessions"
        | "bulk_end_sessions"
        | "end_every_session" => Act::EndSessions,
        _ => Act::Call,
    }
}

/// Writes down what was refused.
pub(super) async fn note(State(services): State<Arc<Services>>, request: Request, next: Next) -> Response {
    let path = path_of(&request);
    let (mut parts, body) = request.into_parts();
    let id = id_in(&mut parts).await;
    let request = Request::from_parts(parts, body);
    let extensions = request.extensions();
    let principal: Principal = extensions.get().cloned().unwrap_or_default();
    let client: Client = extensions.get().cloned().unwrap_or_default();
    let banned = extensions.get::<BannedAccount>().map(|banned| banned.0.clone());
    let response = next.run(request).await;
    let member = principal.member();
    let actor = Actor::from(&client);
    let actor = match (member, banned) {
        (Some(member), _) => actor.who_is(member),
        (None, Some(banned)) => actor.named(&banned),
        (None, None) => actor,
    };
    let found = match response.extensions().get::<Refused>() {
        // Nobody did it: a page has asked by itself, and would hear of this event and ask again.
        Some(Refused { error: AppError::Conflict { conflict: Conflict::OutOfReach }, .. }) if is_passive(&path) => None,
        Some(refused) => Refusal::reason(&refused.error, member.is_some()).map(|reason| (act(&path), reason)),
        None if path == EXPORT.path || path == EXPORT_OF.path => file_refused(&response, Act::ExportAccount),
        None if path == AUDIT_CSV.path || path == AUDIT_JSONL.path => file_refused(&response, Act::ExportAudit),
        // A banned person is shown the ban wherever they go.
        None if response.status() == 403 && member.is_some() => Some((Act::OpenPage, "forbidden")),
        None => None,
    };
    if let Some((act, reason)) = found {
        let refused = response.extensions().get().cloned();
        let subject = match id {
            Some(id) => id,
            None if path == EXPORT.path => own(&actor),
            None => actor.acting_as.clone(),
        };
        // On a task of its own: it is written even when the client hangs up.
        let refusal = Refusal { act, reason, actor, client, subject, path };
        let writing = tokio::spawn(write(services, refusal, refused).in_current_span());
        if let Ok(Err(error)) = writing.await {
            tracing::warn!(cause = %error, "a refusal is not in the audit");
        }
    }
    response
}

/// A function's address, or a page's as the router writes it: what else stands in an address may be
/// anything that was typed.
fn path_of(request: &Request) -> String {
    let path = request.uri().path();
    if function::ALL.iter().any(|function| path.strip_prefix("/api/") == Some(function.name)) {
        return path.to_owned();
    }
    request.extensions().get::<MatchedPath>().map_or("unknown", MatchedPath::as_str).to_owned()
}

/// The account id in the path, if the route has one, read in the same way as by the page.
async fn id_in(parts: &mut Parts) -> Option<String> {
    let places = RawPathParams::from_request_parts(parts, &()).await.ok()?;
    places.iter().find(|(name, _)| *name == "id").map(|(_, id)| id.to_owned())
}

/// Whose own what they do is: theirs, or of whom they act as.
fn own(actor: &Actor) -> String {
    if actor.acting_as.is_empty() { actor.name.clone() } else { actor.acting_as.clone() }
}

/// Why a file was not made for somebody who is signed in.
fn file_refused(response: &Response, act: Act) -> Option<(Act, &'static str)> {
    let error = response.extensions().get::<AppError>()?;
    Refusal::reason(error, true).map(|reason| (act, reason))
}

async fn write(services: Arc<Services>, mut refusal: Refusal, refused: Option<Refused>) -> Result<(), AppError> {
    if let Some(refused) = refused {
        refusal.subject = match (refusal.act, refused.id.is_empty()) {
            // The same look for every name that is tried.
            (Act::SignIn, _) => {
                let account = services.accounts.find_by_name(&refused.username).await?;
                account.map(|account| account.id).unwrap_or_default()
            }
            (_, false) => refused.id,
            _ => own(&refusal.actor),
        };
    }
    services.audit.refused(refusal).await
}
