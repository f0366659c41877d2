//! Server functions for notes about accounts. Each checks its rule and calls the service.

use leptos::prelude::*;
#[cfg(feature = "ssr")]
use {super::server::AccountNotes, crate::access::server::require};

use super::AccountNote;
use crate::{
    access::{Permission, Rule},
    audit::Act,
    error::{AppError, Client, Form, Json},
};

crate::functions! {
    LIST_NOTES = "list_notes", Rule::Needs(Permission::BAN_ACCOUNTS), passive, impersonated;
    ADD_NOTE = "add_note", Rule::Needs(Permission::BAN_ACCOUNTS), act(Act::NOTE.name());
    DELETE_NOTE = "delete_note", Rule::Needs(Permission::BAN_ACCOUNTS), act(Act::NOTE.name());
}

/// Lists the notes about an account, newest first.
#[server(prefix = "/api", endpoint = "list_notes", input = Form, output = Json, client = Client)]
pub async fn list_notes(id: String) -> Result<Vec<AccountNote>, AppError> {
    let grant = require(LIST_NOTES)?;
    AccountNotes::expect()?.notes(&grant, &id).await
}

/// Adds a note about an account.
#[server(prefix = "/api", endpoint = "add_note", input = Form, output = Json, client = Client)]
pub async fn add_note(id: String, text: String) -> Result<(), AppError> {
    let grant = require(ADD_NOTE)?;
    AccountNotes::expect()?.add_note(&grant, &id, &text).await
}

/// Deletes a note.
#[server(prefix = "/api", endpoint = "delete_note", input = Form, output = Json, client = Client)]
pub async fn delete_note(id: String) -> Result<(), AppError> {
    let grant = require(DELETE_NOTE)?;
    AccountNotes::expect()?.delete_note(&grant, &id).await
}
