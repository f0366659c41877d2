//! The server functions and their access rules.

#[cfg(feature = "ssr")]
use {
    super::server::Notes,
    hallpass::{access::server::require, feature::server::service},
};

use hallpass::{
    access::Rule,
    error::{AppError, Client, Form, Json},
};
use leptos::prelude::*;

use super::{KEEP, Note};

hallpass::functions! {
    LIST_NOTES = "notes/list_notes", Rule::Needs(KEEP), passive, impersonated;
    ADD_NOTE = "notes/add_note", Rule::Needs(KEEP);
}

/// The caller's notes, the newest first.
#[server(prefix = "/api", endpoint = "notes/list_notes", input = Form, output = Json, client = Client)]
pub async fn list_notes() -> Result<Vec<Note>, AppError> {
    let grant = require(LIST_NOTES)?;
    service::<Notes>()?.list(&grant).await
}

/// Adds a note.
#[server(prefix = "/api", endpoint = "notes/add_note", input = Form, output = Json, client = Client)]
pub async fn add_note(text: String) -> Result<(), AppError> {
    let grant = require(ADD_NOTE)?;
    service::<Notes>()?.add(&grant, &text).await
}
