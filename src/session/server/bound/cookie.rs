//! The bound cookie: a short-lived cookie beside the session cookie, which the browser gets anew each time it has signed a
//! challenge. Checking a value needs no statement.

use axum::http::{HeaderMap, HeaderValue};

use crate::{access::server::cookies, error::AppError, link::token};

/// The name. Bound sessions exist only where cookies are `Secure`.
pub(super) const NAME: &str = "__Host-hallpass-bound";

/// The attributes, as the browser is told to expect them.
pub(super) const ATTRIBUTES: &str = "Path=/; Secure; HttpOnly; SameSite=Lax";

/// How long the browser keeps a value, in seconds. Chrome signs at most six times in nine minutes for a site.
const LIFETIME: i64 = 600;

/// How much longer the server accepts a value, in seconds: browsers count from the response on, and the clocks of servers
/// differ.
const SLACK: i64 = 60;

/// The secret that the values of one session are made with.
#[derive(Clone)]
pub(super) struct CookieKey(pub(super) String);

/// Never shows the secret.
impl std::fmt::Debug for CookieKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CookieKey")
    }
}

impl CookieKey {
    /// A `Set-Cookie` with a new value. Earlier values are accepted until they expire themselves, because requests that
    /// carry them may be on their way.
    pub(super) fn issue(&self, session_id: &str, now: i64) -> Result<HeaderValue, AppError> {
        let until = now + LIFETIME + SLACK;
        let set = format!("{NAME}={until}.{}; Max-Age={LIFETIME}; {ATTRIBUTES}", self.mac(session_id, until));
        HeaderValue::from_str(&set).map_err(|error| AppError::internal(&error))
    }

    /// Whether a request has a value that was made for this session and has not expired.
    pub(super) fn admits(&self, session_id: &str, headers: &HeaderMap, now: i64) -> bool {
        let values = cookies(headers).filter(|(name, _)| *name == NAME.as_bytes());
        values.filter_map(|(_, value)| std::str::from_utf8(value).ok()?.split_once('.')).any(|(until, mac)| {
            until.parse().is_ok_and(|until| {
                // Digests are compared, so that the time that takes says nothing about the values.
                now < until && token::digest(mac) == token::digest(&self.mac(session_id, until))
            })
        })
    }

    /// A message authentication code of the session and the time, in seconds. Hashing twice, each time with the key, keeps
    /// anyone from extending a message.
    fn mac(&self, session_id: &str, until: i64) -> String {
        let inner = token::digest(&format!("{} {session_id} {until}", self.0));
        token::digest(&format!("{} {inner}", self.0))
    }
}

/// A `Set-Cookie` that removes the cookie.
pub(super) fn removal() -> HeaderValue {
    HeaderValue::from_static("__Host-hallpass-bound=; Max-Age=0; Path=/; Secure; HttpOnly; SameSite=Lax")
}

#[cfg(test)]
mod tests {
    use axum::http::header::COOKIE;

    use super::*;

    fn issued(key: &CookieKey, session_id: &str, now: i64) -> String {
        key.issue(session_id, now).unwrap().to_str().unwrap().split(';').next().unwrap().to_owned()
    }

    fn admits(key: &CookieKey, cookie: &str, now: i64) -> bool {
        key.admits("s", &HeaderMap::from_iter([(COOKIE, HeaderValue::from_str(cookie).unwrap())]), now)
    }

    #[test]
    fn a_value_is_for_one_session_and_some_minutes() {
        let (key, other) = (CookieKey("one".to_owned()), CookieKey("other".to_owned()));
        let value = issued(&key, "s", 1000);
        assert!(admits(&key, &value, 1000) && admits(&key, &value, 1659));
        assert!(admits(&key, &format!("a=b; {NAME}=1.2; {value}"), 1659), "among others");
        assert!(!admits(&key, &value, 1660), "expired");
        assert!(!admits(&other, &value, 1000), "of another key");
        assert!(!admits(&key, &issued(&key, "t", 1000), 1000), "of another session");
        let (_, mac) = value.split_once('.').unwrap();
        for forged in [format!("{NAME}=9999.{mac}"), format!("{NAME}=+1660.{mac}x"), format!("{NAME}="), String::new()]
        {
            assert!(!admits(&key, &forged, 1000), "{forged}");
        }
    }

    #[test]
    fn the_removal_has_the_same_attributes() {
        let removal = removal();
        let removal = removal.to_str().unwrap();
        assert!(removal.starts_with(&format!("{NAME}=;")) && removal.ends_with(ATTRIBUTES), "{removal}");
    }
}
