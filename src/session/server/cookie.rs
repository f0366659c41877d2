//! The session cookie's name and attributes, and the `Set-Cookie` headers it may appear in.

use axum::http::{HeaderMap, HeaderValue, header};
use axum_login::tower_sessions::session::Id;

use crate::access::server::cookies;

/// The session cookie's name, and whether it is `Secure`.
#[derive(Clone, Copy, Debug)]
pub struct SessionCookie {
    secure: bool,
}

impl SessionCookie {
    /// For a public origin with `https`, the cookie is `Secure` and its name has the prefix `__Host-` (ASVS
    /// 3.3.1, 3.3.3).
    pub fn new(https: bool) -> Self {
        Self { secure: https }
    }

    /// The cookie's name.
    pub fn name(self) -> &'static str {
        if self.secure { "__Host-hallpass" } else { "hallpass" }
    }

    /// Whether it is sent over TLS only.
    pub fn is_secure(self) -> bool {
        self.secure
    }

    /// The session ID in a request. If several cookies have our name, the first valid ID counts.
    pub(super) fn id(self, headers: &HeaderMap) -> Option<Id> {
        cookies(headers)
            .filter(|(name, _)| *name == self.name().as_bytes())
            .find_map(|(_, value)| std::str::from_utf8(value).ok()?.parse().ok())
    }

    /// Removes all cookies except the session cookie from a request. The libraries that parse the header again,
    /// where sessions start and end, would otherwise read it differently: they ignore a header that is not
    /// UTF-8, take the last of several cookies, and decode percent signs in names.
    pub(super) fn isolate(self, headers: &mut HeaderMap) {
        let own = self.id(headers).and_then(|id| HeaderValue::from_str(&format!("{}={id}", self.name())).ok());
        headers.remove(header::COOKIE);
        headers.extend(own.map(|value| (header::COOKIE, value)));
    }

    /// Drops the removals that tower-sessions adds if a request has an old cookie: a late response would sign
    /// out a person who has signed in meanwhile, and an ended session's cookie still tells why it ended. On
    /// sign-out, writes the removal with all attributes that browsers require for a `__Host-` name.
    pub(super) fn tidy(self, headers: &mut HeaderMap, signed_out: bool) {
        let removal = format!("{}=;", self.name());
        let kept: Vec<HeaderValue> = headers
            .get_all(header::SET_COOKIE)
            .iter()
            .filter(|value| !value.as_bytes().starts_with(removal.as_bytes()))
            .cloned()
            .collect();
        headers.remove(header::SET_COOKIE);
        for value in kept {
            headers.append(header::SET_COOKIE, value);
        }
        if signed_out {
            let secure = if self.secure { "; Secure" } else { "" };
            let removal = format!("{removal} HttpOnly; SameSite=Lax; Path=/; Max-Age=0{secure}");
            headers.extend(HeaderValue::from_str(&removal).ok().map(|value| (header::SET_COOKIE, value)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_session_cookie_is_found_among_others_and_isolated() {
        let (id, other) = (Id(1), Id(2));
        let value = |bytes: String| HeaderValue::from_bytes(bytes.as_bytes()).unwrap();
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, HeaderValue::from_bytes(b"city=M\xfcnchen").unwrap());
        headers.append(header::COOKIE, value(format!("ü=b; hallpassx={other};hallpass=junk; hallpass={id}; c; =d")));
        headers.append(header::COOKIE, value(format!("hallpass={other}")));
        assert_eq!(SessionCookie::new(true).id(&headers), None);
        assert_eq!(SessionCookie::new(false).id(&headers), Some(id));
        SessionCookie::new(false).isolate(&mut headers);
        assert_eq!(headers.get_all(header::COOKIE).iter().collect::<Vec<_>>(), [&format!("hallpass={id}")]);
        SessionCookie::new(true).isolate(&mut headers);
        assert_eq!(headers.get(header::COOKIE), None);
    }

    #[test]
    fn only_a_sign_out_removes_the_cookie() {
        let mut headers = HeaderMap::new();
        headers.append(header::SET_COOKIE, HeaderValue::from_static("__Host-hallpass=; Path=/; Max-Age=0"));
        headers.append(header::SET_COOKIE, HeaderValue::from_static("other=1"));
        SessionCookie::new(true).tidy(&mut headers, false);
        assert_eq!(headers.get_all(header::SET_COOKIE).iter().collect::<Vec<_>>(), ["other=1"]);
        SessionCookie::new(true).tidy(&mut headers, true);
        let removal = headers.get_all(header::SET_COOKIE).iter().nth(1).unwrap().to_str().unwrap();
        assert!(removal.starts_with("__Host-hallpass=; ") && removal.ends_with("; Secure"), "{removal}");
    }
}
