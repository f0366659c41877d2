//! The server's side of errors: it logs causes and returns an [`AppError`] without them.

use leptos::prelude::use_context;

use super::app_error::AppError;

/// The maximum size of a request body, in bytes; longer ones are rejected with status 413.
pub const BODY_LIMIT: usize = 32 * 1024;

/// The ID under which a request is logged; also in the `X-Request-Id` response header.
#[derive(Clone, Debug)]
pub struct RequestId(pub String);

impl AppError {
    /// Creates an internal error. Logs the cause; the error contains only the request's ID (ASVS 16.5.1).
    pub fn internal(cause: &dyn std::fmt::Display) -> Self {
        let request_id = use_context::<RequestId>().map(|id| id.0).unwrap_or_default();
        tracing::error!(request_id, cause = %cause.to_string().escape_debug(), "internal error");
        Self::Internal { request_id }
    }
}
