//! Routes that serve exports of accounts as JSON files, so that browsers can save them from a link. Like server
//! functions, handlers check access first.

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

/// Returns the export as a file. The surrounding layers add `no-store`, so no cache keeps it.
fn file(export: Export) -> Response {
    ([(header::CONTENT_DISPOSITION, ATTACHMENT)], Json(export)).into_response()
}
