//! The cookie with the preferences of this browser. It contains nothing personal, and less than 300 bytes.
//!
//! While somebody is signed in, it is a copy of the account's preferences, so that the pages for guests look the same
//! after signing out. A copy is marked, and never taken over by another account.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, header},
    middleware::Next,
    response::Response,
};

use crate::{
    access::{Preferences, Principal},
    session::server::cookies,
};

/// The cookie's names, with and without TLS.
const NAMES: [&str; 2] = ["__Host-hallpass-preferences", "hallpass-preferences"];
/// Begins the value of a copy.
const COPY: &str = "copy&";
/// A year, in seconds.
const MAX_AGE: u32 = 31_536_000;

/// The cookie's variant: with TLS, it is `Secure` and has the `__Host-` prefix.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PreferenceCookie {
    is_secure: bool,
}

impl PreferenceCookie {
    pub(super) fn new(is_secure: bool) -> Self {
        Self { is_secure }
    }

    /// The `Set-Cookie` value for what a guest has chosen.
    pub(super) fn of_guest(self, preferences: &Preferences) -> Option<HeaderValue> {
        self.set(preferences.write())
    }

    /// The `Set-Cookie` value for a copy of an account's preferences.
    pub(super) fn of_member(self, preferences: &Preferences) -> Option<HeaderValue> {
        self.set(copy_of(preferences))
    }

    fn set(self, value: String) -> Option<HeaderValue> {
        let (name, secure) = if self.is_secure { (NAMES[0], "; Secure") } else { (NAMES[1], "") };
        let age = if value.is_empty() { 0 } else { MAX_AGE };
        let cookie = format!("{name}={value}; Max-Age={age}; Path=/; HttpOnly; SameSite=Lax{secure}");
        HeaderValue::from_str(&cookie).ok()
    }
}

/// The cookie's value for an account's preferences.
fn copy_of(preferences: &Preferences) -> String {
    let written = preferences.write();
    if written.is_empty() { written } else { format!("{COPY}{written}") }
}

/// The value of the cookie in a request; empty if there is none.
fn value(headers: &HeaderMap) -> &str {
    let value = NAMES
        .iter()
        .find_map(|wanted| cookies(headers).find(|(name, _)| *name == wanted.as_bytes()).map(|(_, value)| value));
    value.and_then(|value| std::str::from_utf8(value).ok()).unwrap_or_default()
}

/// The preferences in a request's cookie, and whether a guest has chosen them: otherwise they are a copy of an
/// account's.
pub(crate) fn in_cookie(headers: &HeaderMap) -> (Preferences, bool) {
    let value = value(headers);
    let own = value.strip_prefix(COPY);
    (Preferences::read(own.unwrap_or(value)), own.is_none())
}

/// Writes the cookie of a signed-in person anew where it differs from the account's preferences.
pub(crate) async fn keep_in_step(State(cookie): State<PreferenceCookie>, request: Request, next: Next) -> Response {
    let outdated = match request.extensions().get::<Principal>() {
        Some(Principal::Member(member)) if copy_of(&member.preferences) != value(request.headers()) => {
            cookie.of_member(&member.preferences)
        }
        _ => None,
    };
    let mut response = next.run(request).await;
    // A response that sets the cookie itself knows better.
    let is_set = response
        .headers()
        .get_all(header::SET_COOKIE)
        .iter()
        .any(|value| NAMES.iter().any(|name| value.as_bytes().starts_with(format!("{name}=").as_bytes())));
    if let Some(value) = outdated.filter(|_| !is_set) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}
