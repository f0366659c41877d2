//! The seam between server functions and HTTP: errors get their status, and forms that were
//! posted without JavaScript get a redirect to the page that answers them.

use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use leptos::server_fn::ServerFn;

use super::posted::PostedCookie;
use crate::{
    access::local_path,
    account::server::token,
    error::{AppError, Posted, server::BODY_LIMIT},
    session::{EndAllSessions, SignOut},
};

const FORM: &str = "application/x-www-form-urlencoded";
/// Marks a server function's error response; its body is an [`AppError`].
const FUNCTION_ERROR: &str = "serverfnerror";
/// Fields of our forms that steer the redirect and are no arguments.
const PAGE: &str = "_page";
const NEXT: &str = "_next";
/// What was typed goes with whoever leaves (ASVS 14.3.1).
const FORGET: [&str; 2] = [SignOut::PATH, EndAllSessions::PATH];
const CLEAR_SITE_DATA: HeaderName = HeaderName::from_static("clear-site-data");

/// Runs a server function for a browser's form or for a script.
pub(super) async fn run(
    State(cookie): State<PostedCookie>,
    request: Request,
    next: Next,
) -> Result<Response, AppError> {
    if request.method() != Method::POST {
        return Err(AppError::method("POST"));
    }
    if !is_form(request.headers()) {
        return Err(AppError::UnsupportedMediaType);
    }
    let (mut parts, body) = request.into_parts();
    let body = to_bytes(body, BODY_LIMIT).await.map_err(|_| AppError::TooLarge)?;
    let forget = if FORGET.contains(&parts.uri.path()) { cookie.clear() } else { None };
    let forget = forget.map(|value| (header::SET_COOKIE, value));
    if !wants_html(&parts.headers) {
        let response = next.run(Request::from_parts(parts, Body::from(body))).await;
        let mut response = answer(response).await;
        response.headers_mut().extend(forget);
        return Ok(response);
    }
    // The function answers as it would to a script; the redirect is made here.
    parts.headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
    parts.headers.remove(header::CONTENT_LENGTH);
    let form = PlainForm::read(&body);
    let function = parts.uri.path().to_owned();
    let response = next.run(Request::from_parts(parts, Body::from(form.arguments.clone()))).await;
    let mut response = answer(response).await;
    response.headers_mut().extend(forget);
    Ok(form.redirect(function, response, cookie).await)
}

/// Gives an error its status and header.
async fn answer(response: Response) -> Response {
    if !response.headers().contains_key(FUNCTION_ERROR) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let body = to_bytes(body, BODY_LIMIT).await.unwrap_or_default();
    if let Ok(error) = serde_json::from_slice::<AppError>(&body) {
        parts.status = status(&error);
        parts.headers.extend(header_of(&error));
    }
    Response::from_parts(parts, Body::from(body))
}

fn status(error: &AppError) -> StatusCode {
    StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// The header that belongs to the error's status.
fn header_of(error: &AppError) -> Option<(header::HeaderName, HeaderValue)> {
    match error {
        AppError::TooMany { retry_after } => Some((header::RETRY_AFTER, HeaderValue::from(*retry_after))),
        AppError::Busy => Some((header::RETRY_AFTER, HeaderValue::from(1))),
        AppError::MethodNotAllowed { allow } => Some((header::ALLOW, HeaderValue::from_str(allow).ok()?)),
        _ => None,
    }
}

/// Errors of the layers, as a script reads them. Pages for people are made in `error_pages`.
impl IntoResponse for AppError {
    fn into_response(self) -> Response {
        let body = serde_json::to_string(&self).unwrap_or_default();
        let mut response = (status(&self), [(header::CONTENT_TYPE, "application/json")], body).into_response();
        response.headers_mut().extend(header_of(&self));
        response.extensions_mut().insert(self);
        response
    }
}

fn is_form(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case(FORM))
}

/// Whether the answer is for a person's eyes: what browsers send when they navigate.
pub(super) fn wants_html(headers: &HeaderMap) -> bool {
    headers.get_all(header::ACCEPT).iter().any(|value| value.as_bytes().windows(9).any(|part| part == b"text/html"))
}

/// A form that was posted without JavaScript.
struct PlainForm {
    /// The page that held it.
    page: String,
    /// Where to go when all is well; the page itself when not said.
    next: Option<String>,
    /// The body without the fields that steer.
    arguments: Bytes,
}

impl PlainForm {
    fn read(body: &[u8]) -> Self {
        let steering = |name: &str| {
            let mut pairs = form_urlencoded::parse(body);
            pairs.find(|(key, _)| key == name).and_then(|(_, value)| local_path(&value).map(str::to_owned))
        };
        let is_argument = |pair: &&[u8]| {
            let key = pair.split(|byte| *byte == b'=').next().unwrap_or_default();
            key != PAGE.as_bytes() && key != NEXT.as_bytes()
        };
        let arguments: Vec<&[u8]> = body.split(|byte| *byte == b'&').filter(is_argument).collect();
        Self {
            page: steering(PAGE).unwrap_or_else(|| "/".to_owned()),
            next: steering(NEXT),
            arguments: arguments.join(&b'&').into(),
        }
    }

    async fn redirect(self, function: String, response: Response, cookie: PostedCookie) -> Response {
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, BODY_LIMIT).await.unwrap_or_default();
        let error = if parts.status.is_success() {
            None
        } else {
            let error = serde_json::from_slice(&body);
            Some(error.unwrap_or(AppError::Internal { request_id: String::new() }))
        };
        let target = match (&error, self.next) {
            (None, Some(next)) => next,
            _ => self.page.clone(),
        };
        let mut redirect = StatusCode::SEE_OTHER.into_response();
        let headers = redirect.headers_mut();
        // What the layers within have to say, a session's cookie above all.
        for value in parts.headers.get_all(header::SET_COOKIE) {
            headers.append(header::SET_COOKIE, value.clone());
        }
        let clears = parts.headers.get(CLEAR_SITE_DATA).cloned();
        headers.extend(clears.map(|value| (CLEAR_SITE_DATA, value)));
        headers.extend(HeaderValue::from_str(&target).ok().map(|value| (header::LOCATION, value)));
        if (error.is_some() || target == self.page) && !FORGET.contains(&&*function) {
            let fields = form_urlencoded::parse(&self.arguments).into_owned();
            let values = fields.filter(|(field, _)| error.is_some() && !Posted::is_secret(field)).collect();
            let posted = Posted { function, page: token::digest(&self.page), values, error };
            headers.extend(cookie.set(&posted).map(|value| (header::SET_COOKIE, value)));
        }
        redirect
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steering_fields_are_taken_out_and_checked() {
        let form = PlainForm::read(
            b"username=ada&_page=%2Fsign-in%3Fnext%3D%252Fa&_next=https%3A%2F%2Fevil.example&password=x",
        );
        assert_eq!(form.page, "/sign-in?next=%2Fa");
        assert_eq!(form.next, None);
        assert_eq!(form.arguments, "username=ada&password=x");
    }
}
