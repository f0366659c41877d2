//! The check of requests with the cookie of a bound session.

use axum::http::{HeaderMap, HeaderName, header::UPGRADE};

use super::cookie::CookieKey;
use crate::{access::server::Client, session::server::device::device};

/// With it, a browser reports that it could not refresh the bound cookie.
const SKIPPED: HeaderName = HeaderName::from_static("secure-session-skipped");

/// After a key was registered, requests without the bound cookie are accepted for this many seconds: they may have been
/// sent before the browser had it. The clocks of two servers may differ as much.
const IN_FLIGHT: i64 = 60;

/// The key of a session, as far as requests are checked against it.
#[derive(Clone, Debug)]
pub(in crate::session::server) struct SessionKey {
    cookie_key: CookieKey,
    /// When it was registered, in Unix seconds.
    registered_at: i64,
    /// The network in which the browser last proved that it has the key.
    network: String,
    /// The `User-Agent` with which the session began.
    user_agent: String,
}

/// What a request shows of the browser that sent it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Evidence<'a> {
    pub(crate) headers: &'a HeaderMap,
    pub(crate) client: &'a Client,
}

/// Whether a request comes from the browser that a session is bound to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::session::server) enum BindingCheck {
    /// It does.
    Confirmed,
    /// That cannot be known. A browser that could not refresh the bound cookie sends such requests, too.
    Unconfirmed,
    /// It does not: the session cookie was copied.
    Copied,
}

impl SessionKey {
    /// The key with these columns.
    pub(in crate::session::server) fn of(
        cookie_key: String,
        registered_at: i64,
        network: String,
        user_agent: String,
    ) -> Self {
        Self { cookie_key: CookieKey(cookie_key), registered_at, network, user_agent }
    }

    /// Checks a request with the cookie of the session. Nothing is granted without a valid bound cookie. What else the
    /// request shows, and can be forged, only decides whether the session ends.
    pub(in crate::session::server) fn check(&self, session_id: &str, evidence: Evidence<'_>, now: i64) -> BindingCheck {
        let Evidence { headers, client } = evidence;
        if (now - self.registered_at).abs() < IN_FLIGHT || self.cookie_key.admits(session_id, headers, now) {
            return BindingCheck::Confirmed;
        }
        // A browser that knows the key either has a valid value or says that it could not get one.
        // Browsers neither refresh the cookie before they open a WebSocket, nor say so.
        let says_why = headers.contains_key(SKIPPED) || headers.contains_key(UPGRADE);
        let has_moved = client.network() != self.network && !says_why;
        // Browsers change their version, but not their name or system.
        if has_moved || device(&client.user_agent) != device(&self.user_agent) {
            BindingCheck::Copied
        } else {
            BindingCheck::Unconfirmed
        }
    }
}
