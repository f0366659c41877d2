//! A small page for errors that no page of the application shows, such as rejected requests and panics. Scripts get the
//! same error as JSON.

use std::any::Any;

use axum::{
    body::Body,
    extract::Request,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use leptos::{
    nonce::Nonce,
    prelude::{Owner, provide_context},
};

use super::negotiation::wants_html;
use crate::{
    error::{AppError, server::RequestId},
    locale::{self, Language},
    preferences,
    texts::{server as t, ui},
};

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
    let language = wants_html(request.headers()).then(|| language_of(request.headers()));
    let id = request.extensions().get::<RequestId>().cloned();
    let response = next.run(request).await;
    let Some(error) = response.extensions().get::<AppError>().cloned() else { return response };
    let error = match (error, id) {
        (AppError::Internal { .. }, Some(RequestId(request_id))) => AppError::Internal { request_id },
        (error, _) => error,
    };
    let Some(language) = language else { return error.into_response() };
    let nonce = Nonce::new();
    let (mut parts, _) = error.clone().into_response().into_parts();
    parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    let policy = format!("default-src 'none'; style-src 'nonce-{nonce}'; base-uri 'none'; frame-ancestors 'none'");
    parts.headers.extend(HeaderValue::from_str(&policy).ok().map(|policy| (header::CONTENT_SECURITY_POLICY, policy)));
    Response::from_parts(parts, Body::from(page(&error, &nonce, language)))
}

/// The language that the browser's cookie has, or the best one that it accepts. The account is not looked up, because
/// that may be what failed; the cookie has a copy of its preferences.
fn language_of(headers: &HeaderMap) -> Language {
    let (chosen, copy) = preferences::server::in_cookie(headers);
    let chosen = chosen.or(copy).language.as_deref().and_then(locale::find);
    chosen.unwrap_or_else(|| locale::server::negotiate(headers))
}

/// Turns a panic into a 500, so that the process survives (ASVS 16.5.4). Telemetry logs the panic.
pub(super) fn panicked(_cause: Box<dyn Any + Send + 'static>) -> Response {
    AppError::Internal { request_id: String::new() }.into_response()
}

/// A minimal style, inlined because serving the stylesheet may be what failed.
const STYLE: &str = "html{color-scheme:light dark}body{font:.9375rem/1.5 system-ui,sans-serif;max-width:32rem;\
    margin:12vh auto;padding:0 1rem;color:light-dark(#1b1d19,#efede5);background:light-dark(#f9f7f1,#131512)}\
    main{padding:1.5rem;border:1px solid light-dark(#e4dfd2,#2e312b);border-radius:10px;\
    background:light-dark(#fffefc,#1b1e1a)}h1{margin:0;font-size:1.75rem;line-height:1.25}\
    small{color:light-dark(#62645a,#a0a095);font-size:.75rem;font-weight:600;letter-spacing:.1em}\
    p{color:light-dark(#50524a,#bab9ae);overflow-wrap:anywhere}p:last-child{margin-bottom:0}\
    a{color:light-dark(#0b6647,#63cda0)}";

/// The title of the page for this error.
fn title(error: &AppError) -> String {
    match error.status() {
        401 => t::sign_in_required(),
        403 => t::forbidden(),
        404 => t::not_found(),
        405 => t::method_not_allowed(),
        413 => t::too_large(),
        429 => t::too_many(),
        500 => t::internal(),
        503 => t::busy(),
        _ => t::other(),
    }
}

fn page(error: &AppError, nonce: &Nonce, language: Language) -> String {
    // Texts are in the language of their context.
    Owner::new().with(|| {
        provide_context(language);
        let title = title(error);
        let [document_title, title, words, home] =
            [t::document_title(&title), title, error.to_string(), ui::go_home()].map(|text: String| escape(&text));
        let (language, status) = (language.tag, error.status());
        format!(
            "<!doctype html><html lang=\"{language}\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{document_title}</title>\
             <style nonce=\"{nonce}\">{STYLE}</style></head>\
             <body><main><small>{status}</small><h1>{title}</h1><p>{words}</p><p><a href=\"/\">{home}</a></p></main></body></html>"
        )
    })
}

/// Escapes text for an element's content.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
