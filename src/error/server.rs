//! The server's side of errors: causes are logged here and become an [`AppError`] without them.

use leptos::prelude::use_context;

use super::app_error::AppError;

/// Bodies longer than this are refused with 413, in bytes.
pub const BODY_LIMIT: usize = 32 * 1024;

/// The id under which a request is logged; also in the `X-Request-Id` response header.
#[derive(Clone, Debug)]
pub struct RequestId(pub String);

impl AppError {
    /// A fault of ours: logs the cause and answers with the request's id only (ASVS 16.5.1).
    pub fn internal(cause: &dyn std::fmt::Display) -> Self {
        let request_id = use_context::<RequestId>().map(|id| id.0).unwrap_or_default();
        tracing::error!(request_id, cause = %cause.to_string().escape_debug(), "internal error");
        Self::Internal { request_id }
    }
}
