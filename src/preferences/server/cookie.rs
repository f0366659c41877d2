//! The cookie with the preferences of this browser, `theme=dark~language=de`: what a guest has chosen, and a copy of the
//! preferences of the account last signed in, so that pages look the same after signing out. The page that opens after
//! signing in is not in the copy. Accounts take over the first part only. It contains nothing personal, and less than 500 bytes.

use axum::{
    extract::Request,
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};

use crate::{
    access::{Preferences, Principal, server::cookies},
    locale,
};

/// The cookie's names, with and without TLS.
const NAMES: [&str; 2] = ["__Host-hallpass-preferences", "hallpass-preferences"];
/// Parts what a guest has chosen from the copy. In a form, it would be escaped.
const SEPARATOR: char = '~';
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

    /// The `Set-Cookie` value for a guest: what was chosen, and the copy of an account's preferences.
    pub(super) fn of_guest(self, chosen: &Preferences, copy: &Preferences) -> Option<HeaderValue> {
        self.set(&joined(chosen, copy))
    }

    /// The `Set-Cookie` value for a member.
    pub(super) fn of_member(self, preferences: &Preferences) -> Option<HeaderValue> {
        self.set(&of_account(preferences))
    }

    fn set(self, value: &str) -> Option<HeaderValue> {
        let (name, secure) = if self.is_secure { (NAMES[0], "; Secure") } else { (NAMES[1], "") };
        let age = if value.is_empty() { 0 } else { MAX_AGE };
        let cookie = format!("{name}={value}; Max-Age={age}; Path=/; HttpOnly; SameSite=Lax{secure}");
        HeaderValue::from_str(&cookie).ok()
    }
}

/// The cookie's value; empty if nothing is set.
fn joined(chosen: &Preferences, copy: &Preferences) -> String {
    match (chosen.write(), copy.write()) {
        (chosen, copy) if copy.is_empty() => chosen,
        (chosen, copy) => format!("{chosen}{SEPARATOR}{copy}"),
    }
}

/// The cookie's value for a member: a copy of how pages look and read, but not where the account's sign-in leads.
fn of_account(preferences: &Preferences) -> String {
    joined(&Preferences::default(), &Preferences { start_page: None, ..preferences.clone() })
}

/// The value of the cookie in a request; empty if there is none.
fn value(headers: &HeaderMap) -> &str {
    let value = NAMES
        .iter()
        .find_map(|wanted| cookies(headers).find(|(name, _)| *name == wanted.as_bytes()).map(|(_, value)| value));
    value.and_then(|value| std::str::from_utf8(value).ok()).unwrap_or_default()
}

/// The preferences in a request's cookie: what a guest has chosen, and those of the last account.
pub(crate) fn in_cookie(headers: &HeaderMap) -> (Preferences, Preferences) {
    let value = value(headers);
    let (chosen, copy) = value.split_once(SEPARATOR).unwrap_or((value, ""));
    (known(chosen), known(copy))
}

/// Reads preferences, without languages and time zones that do not exist: a cookie can contain anything.
fn known(text: &str) -> Preferences {
    let preferences = Preferences::read(text);
    Preferences {
        language: preferences.language.filter(|tag| locale::find(tag).is_some()),
        time_zone: preferences.time_zone.filter(|zone| locale::server::is_time_zone(zone)),
        ..preferences
    }
}

/// The `Set-Cookie` value for a signed-in person whose cookie differs from the account's preferences.
pub(crate) fn if_outdated(cookie: PreferenceCookie, request: &Request) -> Option<HeaderValue> {
    match request.extensions().get::<Principal>() {
        Some(Principal::Member(member)) if of_account(&member.preferences) != value(request.headers()) => {
            cookie.of_member(&member.preferences)
        }
        _ => None,
    }
}

/// Adds the cookie to a response, unless the response already sets it: that one is newer.
pub(crate) fn write(cookie: HeaderValue, response: &mut Response) {
    let sets = |name: &str, value: &HeaderValue| {
        value.as_bytes().strip_prefix(name.as_bytes()).is_some_and(|rest| rest.starts_with(b"="))
    };
    let mut all = response.headers().get_all(header::SET_COOKIE).iter();
    if !all.any(|value| NAMES.iter().any(|name| sets(name, value))) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
}
