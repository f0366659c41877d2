//! The cookie of a challenge: it binds the second step of a sign-in to the browser in which the password was entered.

use axum::http::{HeaderMap, HeaderValue, header::SET_COOKIE, request::Parts};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;

use crate::{access::server::cookies, error::AppError, link::token, session::server::cookie::SessionCookie};

/// How long the second factor can be entered after the password, in seconds.
pub(super) const LIFETIME: i64 = 600;
/// How long the browser keeps the cookie, in seconds: long enough to say why the sign-in was not completed.
const KEPT: i64 = 3600;

/// The digest of the challenge cookie, as a request extension.
#[derive(Clone, Debug)]
pub(in crate::session::server) struct ChallengeSecret(pub(super) String);

/// The digest of this request's challenge cookie.
pub(super) fn own_secret() -> Result<String, AppError> {
    let secret = use_context::<Parts>().and_then(|parts| parts.extensions.get::<ChallengeSecret>().cloned());
    secret.map(|ChallengeSecret(secret)| secret).ok_or(AppError::SignInRequired)
}

fn name(cookie: SessionCookie) -> &'static str {
    if cookie.is_secure() { "__Host-hallpass-challenge" } else { "hallpass-challenge" }
}

/// The digest of the challenge cookie in a request.
pub(super) fn secret_in(cookie: SessionCookie, headers: &HeaderMap) -> Option<String> {
    let (_, value) = cookies(headers).find(|(found, _)| *found == name(cookie).as_bytes())?;
    std::str::from_utf8(value).ok().filter(|value| !value.is_empty()).map(token::digest)
}

/// Sets the cookie in the response, or removes it if the value is empty.
pub(super) fn set(cookie: SessionCookie, value: &str) {
    if let (Some(response), Some(set)) = (use_context::<ResponseOptions>(), header(cookie, value)) {
        response.append_header(SET_COOKIE, set);
    }
}

/// The header that removes the cookie of this request; `None` if it has none.
pub(in crate::session::server) fn removal(cookie: SessionCookie, headers: &HeaderMap) -> Option<HeaderValue> {
    secret_in(cookie, headers).and_then(|_| header(cookie, ""))
}

fn header(cookie: SessionCookie, value: &str) -> Option<HeaderValue> {
    let (name, secure) = (name(cookie), if cookie.is_secure() { "; Secure" } else { "" });
    let age = if value.is_empty() { 0 } else { KEPT };
    HeaderValue::from_str(&format!("{name}={value}; Max-Age={age}; Path=/; HttpOnly; SameSite=Lax{secure}")).ok()
}
