//! Rejects cross-site requests: a request that may change something must state its origin, and that must be our own
//! (ASVS 3.5.1; OWASP CSRF Cheat Sheet, "Fetch Metadata").

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, Method, header},
    middleware::Next,
    response::Response,
};

use crate::error::AppError;

/// The origins of this server.
#[derive(Clone, Debug)]
pub(super) struct OwnOrigins(Arc<[String]>);

impl OwnOrigins {
    /// The public origin; on the loopback interface also its other names, since people type any of them.
    pub(super) fn new(public: &url::Origin) -> Self {
        const LOOPBACK: [&str; 3] = ["127.0.0.1", "localhost", "[::1]"];
        let mut own = vec![public.ascii_serialization()];
        if let url::Origin::Tuple(scheme, host, port) = public
            && LOOPBACK.contains(&host.to_string().as_str())
        {
            own = LOOPBACK.iter().map(|name| spell(scheme, name, *port)).collect();
        }
        Self(own.into())
    }

    fn is_own(&self, origin: &[u8]) -> bool {
        self.0.iter().any(|own| own.as_bytes().eq_ignore_ascii_case(origin))
    }

    /// Whether `Origin` is our own. Browsers always send it with a WebSocket handshake, whatever the page's referrer
    /// policy (RFC 6455, 10.2; Fetch, "append a request `Origin` header").
    fn has_origin(&self, headers: &HeaderMap) -> bool {
        every(headers, header::ORIGIN, |origin| self.is_own(origin)) == Some(true)
    }

    /// Whether one of our own pages sent the request. With `Sec-Fetch-Site`, the browser has compared the
    /// origins itself: then `Origin` may be `null`, as with a referrer policy that a proxy adds, but not
    /// another origin.
    fn admits(&self, headers: &HeaderMap) -> bool {
        match every(headers, SEC_FETCH_SITE, |site| site == b"same-origin") {
            Some(is_same) => {
                is_same
                    && every(headers, header::ORIGIN, |origin| origin == b"null" || self.is_own(origin)) != Some(false)
            }
            None => self.has_origin(headers),
        }
    }
}

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Whether every value of a header satisfies a condition; `None` if the header is missing.
fn every(headers: &HeaderMap, name: HeaderName, is_so: impl Fn(&[u8]) -> bool) -> Option<bool> {
    let mut values = headers.get_all(name).iter().peekable();
    values.peek()?;
    Some(values.all(|value| is_so(value.as_bytes())))
}

/// Whether the request asks for a WebSocket. Legitimate programs also offer other protocols, which are
/// ignored.
fn is_handshake(headers: &HeaderMap) -> bool {
    let protocols = headers.get_all(header::UPGRADE).iter();
    protocols.flat_map(|value| value.as_bytes().windows(9)).any(|part| part.eq_ignore_ascii_case(b"websocket"))
}

fn spell(scheme: &str, host: &str, port: u16) -> String {
    match (scheme, port) {
        ("http", 80) | ("https", 443) => format!("{scheme}://{host}"),
        _ => format!("{scheme}://{host}:{port}"),
    }
}

/// Rejects requests for changes that do not come from our own pages.
pub(super) async fn guard(State(own): State<OwnOrigins>, request: Request, next: Next) -> Result<Response, AppError> {
    match *request.method() {
        // A page on another site could open a WebSocket with the person's cookie (ASVS 4.4.2).
        Method::GET if is_handshake(request.headers()) && !own.has_origin(request.headers()) => {
            Err(AppError::ForeignOrigin)
        }
        Method::GET | Method::HEAD => Ok(next.run(request).await),
        Method::POST if own.admits(request.headers()) => Ok(next.run(request).await),
        Method::POST => Err(AppError::ForeignOrigin),
        // No route supports any other method, least of all TRACE (ASVS 13.4.4).
        _ => Err(AppError::method("GET, HEAD, POST")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn admits(public: &str, pairs: &[(&'static str, &'static str)]) -> bool {
        let own = OwnOrigins::new(&url::Url::parse(public).unwrap().origin());
        own.admits(&pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect())
    }

    #[test]
    fn requests_are_admitted_by_origin() {
        let own = "https://pass.example.org";
        for (headers, expected) in [
            (&[][..], false),
            (&[("sec-fetch-site", "same-origin")], true),
            (&[("sec-fetch-site", "same-origin"), ("origin", "null")], true),
            (&[("sec-fetch-site", "none"), ("origin", own)], false),
            (&[("origin", "HTTPS://Pass.Example.Org")], true),
            (&[("sec-fetch-site", "same-site")], false),
            (&[("sec-fetch-site", "cross-site")], false),
            (&[("sec-fetch-site", "none")], false),
            (&[("origin", own)], true),
            (&[("origin", "null")], false),
            (&[("origin", "https://pass.example.org.evil.example")], false),
            (&[("sec-fetch-site", "same-origin"), ("origin", "https://evil.example")], false),
            (&[("sec-fetch-site", "cross-site"), ("origin", own)], false),
            (&[("origin", "http://pass.example.org")], false),
        ] {
            assert_eq!(admits(own, headers), expected, "{headers:?}");
        }
    }

    #[test]
    fn loopback_names_are_interchangeable() {
        assert!(admits("http://127.0.0.1:3000", &[("origin", "http://localhost:3000")]));
        assert!(!admits("http://127.0.0.1:3000", &[("origin", "http://localhost:3001")]));
        assert!(!admits("https://pass.example.org", &[("origin", "http://localhost:3000")]));
    }
}
