//! Server functions for invitations. Each checks its rule and calls the service.

use leptos::prelude::*;

use super::{InvitationPage, NewInvitation};
use crate::{
    access::{Permission, Rule},
    audit::Act,
    error::{AppError, Client, Form, Json},
};
#[cfg(feature = "ssr")]
use {super::server::Invitations, crate::access::server::require};

crate::functions! {
    LIST_INVITATIONS = "list_invitations", Rule::Needs(Permission::INVITE), passive, impersonated;
    CREATE_INVITATION = "create_invitation", Rule::Needs(Permission::INVITE), answers, act(Act::INVITE.name());
    REVOKE_INVITATION = "revoke_invitation", Rule::Needs(Permission::INVITE), act(Act::INVITE.name());
}

/// Lists the invitations after the cursor `after`: valid ones first, then the others, each newest first.
#[server(prefix = "/api", endpoint = "list_invitations", input = Form, output = Json, client = Client)]
pub async fn list_invitations(#[server(default)] after: String) -> Result<InvitationPage, AppError> {
    let grant = require(LIST_INVITATIONS)?;
    Invitations::expect()?.invitations(&grant, &after).await
}

/// Creates an invitation for `uses` accounts that is valid for the duration `expires`, such as `7d`.
#[server(prefix = "/api", endpoint = "create_invitation", input = Form, output = Json, client = Client)]
pub async fn create_invitation(uses: String, expires: String, note: String) -> Result<NewInvitation, AppError> {
    let grant = require(CREATE_INVITATION)?;
    Invitations::expect()?.invite(&grant, &uses, &expires, &note).await
}

/// Revokes an invitation.
#[server(prefix = "/api", endpoint = "revoke_invitation", input = Form, output = Json, client = Client)]
pub async fn revoke_invitation(id: String) -> Result<(), AppError> {
    let grant = require(REVOKE_INVITATION)?;
    Invitations::expect()?.revoke_invitation(&grant, &id).await
}
