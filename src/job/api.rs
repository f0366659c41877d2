//! The server function of this feature: one sentence.

use leptos::prelude::*;
#[cfg(feature = "ssr")]
use {
    super::server::Jobs,
    crate::access::{server::require, table::function},
};

use super::JobSummary;
use crate::error::{AppError, Client, Form};

/// Jobs that are running or queued, and jobs that finished recently. Pages call it by themselves, so it does
/// not count as activity.
#[server(prefix = "/api", endpoint = "list_jobs", input = Form, client = Client)]
pub async fn list_jobs() -> Result<Vec<JobSummary>, AppError> {
    let grant = require(function::LIST_JOBS)?;
    Jobs::expect()?.list(&grant).await
}
