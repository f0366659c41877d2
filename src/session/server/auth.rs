//! The axum-login session of a request.

use axum::http::request::Parts;
use axum_login::AuthSession;
use leptos::prelude::use_context;

use super::backend::Backend;
use crate::error::AppError;

/// The request's axum-login session, which the layers provide.
pub(super) fn auth_session() -> Result<AuthSession<Backend>, AppError> {
    use_context::<Parts>()
        .and_then(|parts| parts.extensions.get::<AuthSession<Backend>>().cloned())
        .ok_or_else(|| AppError::internal(&"no session layer around this function"))
}

/// Converts an error of axum-login to our own.
pub(super) fn app_error(error: axum_login::Error<Backend>) -> AppError {
    match error {
        axum_login::Error::Backend(error) => error,
        axum_login::Error::Session(error) => AppError::internal(&error),
    }
}
