//! The cookie by which an account knows a browser again, so that its owner hears of sign-ins on new devices, or is
//! asked for a mailed code there. It grants nothing without the password. The database stores a digest of its value and the account, so it does not reveal which accounts share a
//! browser.

use axum::http::{HeaderMap, HeaderValue, header::SET_COOKIE, request::Parts};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;

use super::cookie::SessionCookie;
use crate::{access::server::cookies, error::AppError, link::token};

/// How long a browser keeps the cookie, in seconds: as long as browsers keep any (RFC 6265bis).
const LIFETIME: i64 = 400 * 24 * 3600;

/// The value of the cookie in a request.
#[derive(Clone)]
pub(super) struct DeviceSecret(String);

fn name(cookie: SessionCookie) -> &'static str {
    if cookie.is_secure() { "__Host-hallpass-device" } else { "hallpass-device" }
}

/// The cookie in a request, if it can have been set by this server.
pub(super) fn secret_in(cookie: SessionCookie, headers: &HeaderMap) -> Option<DeviceSecret> {
    let (_, value) = cookies(headers).find(|(found, _)| *found == name(cookie).as_bytes())?;
    let value = std::str::from_utf8(value).ok().filter(|value| value.len() == token::LENGTH)?;
    Some(DeviceSecret(value.to_owned()))
}

/// The digest of this request's device for an account, if the browser has the cookie.
pub(super) fn known_digest_for(account_id: &str) -> Option<String> {
    known().map(|DeviceSecret(secret)| digest(&secret, account_id))
}

fn known() -> Option<DeviceSecret> {
    use_context::<Parts>().and_then(|parts| parts.extensions.get::<DeviceSecret>().cloned())
}

fn digest(secret: &str, account_id: &str) -> String {
    token::digest(&format!("{secret} {account_id}"))
}

/// The digest of this request's device for an account. Sets the cookie, anew at each sign-in, so that it lasts.
///
/// # Errors
/// When the system has no random bytes.
pub(super) fn digest_for(cookie: SessionCookie, account_id: &str) -> Result<String, AppError> {
    let secret = match known() {
        Some(DeviceSecret(secret)) => secret,
        None => token::generate().map_err(|error| AppError::internal(&error))?,
    };
    let secure = if cookie.is_secure() { "; Secure" } else { "" };
    let set = format!("{}={secret}; Max-Age={LIFETIME}; Path=/; HttpOnly; SameSite=Lax{secure}", name(cookie));
    if let (Some(response), Ok(set)) = (use_context::<ResponseOptions>(), HeaderValue::from_str(&set)) {
        response.append_header(SET_COOKIE, set);
    }
    Ok(digest(&secret, account_id))
}
