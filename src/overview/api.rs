//! Server functions for the overview. Each checks its rule and calls the service.

use leptos::prelude::*;
#[cfg(feature = "ssr")]
use {super::server::Overviews, crate::access::server::require};

use super::OverviewSummary;
use crate::{
    access::{Permission, Rule},
    error::{AppError, Client, Form, Json},
};

crate::functions! {
    SHOW_OVERVIEW = "show_overview", Rule::Needs(Permission::USE_CONSOLE), passive, impersonated;
    COUNT_WARNINGS = "count_warnings", Rule::Needs(Permission::USE_CONSOLE), passive, impersonated;
}

/// Returns the overview. `range` is the name of a [`Range`](super::Range), or empty for the last day.
#[server(prefix = "/api", endpoint = "show_overview", input = Form, output = Json, client = Client)]
pub async fn show_overview(#[server(default)] range: String) -> Result<OverviewSummary, AppError> {
    let grant = require(SHOW_OVERVIEW)?;
    Overviews::expect()?.overview(&grant, &range).await
}

/// Counts the active warnings of this server.
#[server(prefix = "/api", endpoint = "count_warnings", input = Form, output = Json, client = Client)]
pub async fn count_warnings() -> Result<usize, AppError> {
    let grant = require(COUNT_WARNINGS)?;
    Ok(Overviews::expect()?.count_warnings(&grant))
}
