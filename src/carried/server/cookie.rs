//! The cookie with a guest's states, encrypted and authenticated (AES-256-GCM) by the `cookie` crate.
//!
//! The person can neither read nor change it, but can send an older one again: a state must not be worth replaying.

use std::collections::BTreeMap;

use axum::{extract::Request, http::HeaderValue};
use cookie::{Cookie, CookieJar, Key};

use crate::{
    access::{Principal, server::cookies},
    error::AppError,
    feature::carried_kind::Stored,
};

/// The states of a guest, by name.
pub(super) type Entries = BTreeMap<String, Stored>;

/// The length of a key in bytes.
pub(super) const KEY_LENGTH: usize = 64;
/// The cookie's names, with and without TLS.
const NAMES: [&str; 2] = ["__Host-hallpass-carried", "hallpass-carried"];
/// 30 days, in seconds.
const MAX_AGE: u32 = 2_592_000;
/// The maximum length of the value: browsers drop cookies longer than 4096 bytes (RFC 6265, 6.1).
const VALUE_MAX: usize = 3900;

/// The encrypted value of the cookie in a request, as a request extension.
#[derive(Clone, Debug)]
pub(super) struct Sealed(String);

impl Sealed {
    /// Decrypts the states with the first key that fits. Empty if none does.
    pub(super) fn open(&self, keys: &[String]) -> Entries {
        let opened = keys.iter().filter_map(|key| parse_key(key)).find_map(|key| {
            let mut jar = CookieJar::new();
            jar.add_original(Cookie::new(NAMES[1], self.0.clone()));
            let value = jar.private(&key).get(NAMES[1])?;
            serde_json::from_str(value.value()).ok()
        });
        opened.unwrap_or_default()
    }
}

fn parse_key(key: &str) -> Option<Key> {
    Key::try_from(hex::decode(key).ok()?.as_slice()).ok()
}

/// The cookie's variant: with TLS, it is `Secure` and has the `__Host-` prefix.
#[derive(Clone, Copy, Debug)]
pub(crate) struct GuestCookie {
    is_secure: bool,
}

impl GuestCookie {
    pub(crate) fn new(is_secure: bool) -> Self {
        Self { is_secure }
    }

    /// The `Set-Cookie` value with these states.
    ///
    /// # Errors
    /// [`AppError::TooLarge`].
    pub(super) fn write(self, entries: &Entries, key: &str) -> Result<String, AppError> {
        let json = serde_json::to_string(entries).map_err(|error| AppError::internal(&error))?;
        let key = parse_key(key).ok_or_else(|| AppError::internal(&"a cookie key that is not one"))?;
        let mut jar = CookieJar::new();
        jar.private_mut(&key).add(Cookie::new(NAMES[1], json));
        let sealed = jar.get(NAMES[1]).map(|cookie| cookie.value().to_owned()).unwrap_or_default();
        if sealed.len() > VALUE_MAX { Err(AppError::TooLarge) } else { Ok(self.set(&sealed, MAX_AGE)) }
    }

    fn set(self, value: &str, age: u32) -> String {
        let (name, secure) = if self.is_secure { (NAMES[0], "; Secure") } else { (NAMES[1], "") };
        // The value is Base64.
        format!("{name}={value}; Max-Age={age}; Path=/; HttpOnly; SameSite=Lax{secure}")
    }
}

/// Keeps the value of a guest's cookie for server functions: the layers for signing in remove other cookies. Ignores
/// the cookie of a signed-in person, whose account has already taken its states over: they would be merged again.
/// Returns the `Set-Cookie` value that clears such a cookie.
pub(crate) fn note_or_clear(cookie: GuestCookie, request: &mut Request) -> Option<HeaderValue> {
    let sealed = NAMES.iter().find_map(|wanted| {
        let (_, value) = cookies(request.headers()).find(|(name, _)| *name == wanted.as_bytes())?;
        std::str::from_utf8(value).ok().map(|value| Sealed(value.to_owned()))
    });
    request.extensions_mut().insert(cookie);
    let sealed = sealed?;
    if matches!(request.extensions().get(), Some(Principal::Member(_))) {
        return HeaderValue::from_str(&cookie.set("", 0)).ok();
    }
    request.extensions_mut().insert(sealed);
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sealed(entries: &Entries, key: &str) -> Sealed {
        let cookie = GuestCookie::new(false).write(entries, key).unwrap();
        let value = cookie.strip_prefix("hallpass-carried=").and_then(|rest| rest.split(';').next());
        Sealed(value.unwrap().to_owned())
    }

    #[test]
    fn only_the_keys_open_the_cookie() {
        let keys = ["07", "08", "09"].map(|byte| byte.repeat(KEY_LENGTH));
        let entries = Entries::from([("cart".to_owned(), (1, r#"{"items":[]}"#.to_owned()))]);
        let old = sealed(&entries, &keys[0]);
        assert!(!old.0.contains("items"));
        assert_eq!(old.open(&[keys[1].clone(), keys[0].clone()]), entries, "after one rotation");
        assert_eq!(old.open(&[keys[2].clone(), keys[1].clone()]), Entries::new(), "after two");
        let mut forged = old.0.clone();
        forged.replace_range(20..21, if &forged[20..21] == "A" { "B" } else { "A" });
        assert_eq!(Sealed(forged).open(&keys), Entries::new());
    }

    #[test]
    fn a_cookie_that_browsers_would_drop_is_refused() {
        let key = "07".repeat(KEY_LENGTH);
        let of = |length: usize| Entries::from([("cart".to_owned(), (1, "x".repeat(length)))]);
        assert!(GuestCookie::new(true).write(&of(2800), &key).is_ok_and(|cookie| cookie.len() < 4096));
        assert_eq!(GuestCookie::new(true).write(&of(3000), &key), Err(AppError::TooLarge));
    }
}
