//! A small page for errors that no page of the application shows, such as rejected requests and panics. Scripts get the
//! same error as JSON.

use std::any::Any;

use axum::{
    body::Body,
    extract::Request,
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use leptos::nonce::Nonce;

use super::negotiation::wants_html;
use crate::error::{AppError, server::RequestId};

/// The default value of `Retry-After`, in seconds.
const RETRY_AFTER: u32 = 1;

/// Renders an [`AppError`] for the client, and adds the request's ID to internal errors. A 503 gets a `Retry-After`.
pub(super) async fn render_error(request: Request, next: Next) -> Response {
    let mut response = dressed(request, next).await;
    if response.status() == StatusCode::SERVICE_UNAVAILABLE {
        response.headers_mut().entry(header::RETRY_AFTER).or_insert(RETRY_AFTER.into());
    }
    response
}

async fn dressed(request: Request, next: Next) -> Response {
    let html = wants_html(request.headers());
    let id = request.extensions().get::<RequestId>().cloned();
    let response = next.run(request).await;
    let Some(error) = response.extensions().get::<AppError>().cloned() else { return response };
    let error = match (error, id) {
        (AppError::Internal { .. }, Some(RequestId(request_id))) => AppError::Internal { request_id },
        (error, _) => error,
    };
    if !html {
        return error.into_response();
    }
    let nonce = Nonce::new();
    let (mut parts, _) = error.clone().into_response().into_parts();
    parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    let policy = format!("default-src 'none'; style-src 'nonce-{nonce}'; base-uri 'none'; frame-ancestors 'none'");
    parts.headers.extend(HeaderValue::from_str(&policy).ok().map(|policy| (header::CONTENT_SECURITY_POLICY, policy)));
    Response::from_parts(parts, Body::from(page(&error, &nonce)))
}

/// Turns a panic into a 500, so that the process survives (ASVS 16.5.4). Telemetry logs the panic.
pub(super) fn panicked(_cause: Box<dyn Any + Send + 'static>) -> Response {
    AppError::Internal { request_id: String::new() }.into_response()
}

/// A minimal style, inlined because serving the stylesheet may be what failed.
const STYLE: &str = "html{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;max-width:38rem;\
    margin:12vh auto;padding:0 1.5rem;color:light-dark(#1c1d1a,#eeece4);background:light-dark(#faf8f3,#131412)}\
    h1{font-family:Charter,Georgia,serif}a{color:light-dark(#0b6b4b,#5cc79a)}p{overflow-wrap:anywhere}";

/// Contains only our own texts and the request ID, a UUID, so nothing needs escaping.
fn page(error: &AppError, nonce: &Nonce) -> String {
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let title = status.canonical_reason().unwrap_or("Error");
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{title} · Hallpass</title>\
         <style nonce=\"{nonce}\">{STYLE}</style></head>\
         <body><main><h1>{title}</h1><p>{error}</p><p><a href=\"/\">To the start</a></p></main></body></html>"
    )
}
