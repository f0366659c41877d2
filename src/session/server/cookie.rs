//! The session cookie's name and attributes, and the `Set-Cookie` headers it may appear in.

use axum::http::{HeaderMap, HeaderValue, header};

/// How the session cookie is called and whether it is `Secure`.
#[derive(Clone, Copy, Debug)]
pub struct SessionCookie {
    secure: bool,
}

impl SessionCookie {
    /// For a public origin of `https` the cookie is `Secure` and its name says so (ASVS 3.3.1, 3.3.3).
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

    /// The cookie's value in a request.
    pub(super) fn value(self, headers: &HeaderMap) -> Option<String> {
        headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|header| header.to_str().ok())
            .flat_map(|header| header.split(';'))
            .find_map(|pair| pair.trim().strip_prefix(self.name())?.strip_prefix('=').map(str::to_owned))
    }

    /// Drops the removals that tower-sessions adds whenever a request came with an old cookie: a
    /// straggler would sign out whoever signed in meanwhile, and an ended session's cookie still
    /// says why it ended. A removal that was asked for is written with all the attributes that
    /// browsers demand for a `__Host-` name.
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
    fn the_value_is_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_static("a=b; hallpassx=1; hallpass=secret; c=d"));
        assert_eq!(SessionCookie::new(false).value(&headers).as_deref(), Some("secret"));
        assert_eq!(SessionCookie::new(true).value(&headers), None);
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
