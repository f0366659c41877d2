//! Accounts as JSON files: routes, since a browser saves what a link leads to. Their first
//! lines check access, as in server functions.

use axum::{
    Json, Router,
    extract::{Path, Request, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
    routing::get,
};

use crate::{
    access::server::require_download,
    error::AppError,
    export::{
        EXPORT, EXPORT_OF,
        server::{Export, Exports},
    },
};

const ATTACHMENT: HeaderValue = HeaderValue::from_static("attachment; filename=\"hallpass-account.json\"");

/// The routes.
pub(crate) fn routes(exports: &Exports) -> Router {
    Router::new().route(EXPORT.path, get(own)).route(EXPORT_OF.path, get(somebody_s)).with_state(exports.clone())
}

async fn own(State(exports): State<Exports>, request: Request) -> Result<Response, AppError> {
    let grant = require_download(request.extensions(), EXPORT)?;
    Ok(file(exports.export_own(&grant).await?))
}

async fn somebody_s(
    State(exports): State<Exports>,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, AppError> {
    let grant = require_download(request.extensions(), EXPORT_OF)?;
    Ok(file(exports.export(&grant, &id).await?))
}

/// Nothing keeps it but whoever saves it: the layers around say `no-store`.
fn file(export: Export) -> Response {
    ([(header::CONTENT_DISPOSITION, ATTACHMENT)], Json(export)).into_response()
}
