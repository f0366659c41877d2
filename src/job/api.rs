//! The server function of this feature, one sentence.

use leptos::prelude::*;
#[cfg(feature = "ssr")]
use {super::server::Jobs, crate::access::server::require};

use super::JobSummary;
use crate::{
    access::{Permission, Rule},
    error::{AppError, Client, Form, Json},
};

crate::functions! {
    LIST_JOBS = "list_jobs", Rule::Needs(Permission::USE_CONSOLE), passive, impersonated;
}

/// Jobs that are running or queued, and jobs that finished recently. Pages call it by themselves, so it does
/// not count as activity.
#[server(prefix = "/api", endpoint = "list_jobs", input = Form, output = Json, client = Client)]
pub async fn list_jobs() -> Result<Vec<JobSummary>, AppError> {
    let grant = require(LIST_JOBS)?;
    Jobs::expect()?.list(&grant).await
}
