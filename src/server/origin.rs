//! Changes come from our own pages only: a request that may change something must say where it
//! comes from, and the answer must be here (ASVS 3.5.1; OWASP CSRF Cheat Sheet, "Fetch Metadata").

use axum::{
    extract::{Request, State},
    http::{HeaderMap, Method, header},
    middleware::Next,
    response::Response,
};

use crate::error::AppError;

/// The origins that are this server.
#[derive(Clone, Debug)]
pub(super) struct OwnOrigins(Vec<String>);

impl OwnOrigins {
    /// The public origin; on the loopback its other names as well, since people type either.
    pub(super) fn new(public: &url::Origin) -> Self {
        const LOOPBACK: [&str; 3] = ["127.0.0.1", "localhost", "[::1]"];
        let mut own = vec![public.ascii_serialization()];
        if let url::Origin::Tuple(scheme, host, port) = public
            && LOOPBACK.contains(&host.to_string().as_str())
        {
            own = LOOPBACK.iter().map(|name| spell(scheme, name, *port)).collect();
        }
        Self(own)
    }

    /// Whether `Origin` says that it comes from here: browsers always say it with a WebSocket's
    /// handshake (RFC 6455, 10.2).
    fn has_origin(&self, headers: &HeaderMap) -> bool {
        let origin = headers.get(header::ORIGIN).and_then(|value| value.to_str().ok());
        origin.is_some_and(|origin| self.0.iter().any(|own| own == origin))
    }

    fn admits(&self, headers: &HeaderMap) -> bool {
        let text = |name| headers.get(name).map(|value| value.to_str().unwrap_or("unreadable"));
        let site = text("sec-fetch-site");
        let origin = text(header::ORIGIN.as_str());
        let own_origin = origin.map(|origin| self.0.iter().any(|own| own == origin));
        match (site, own_origin) {
            // Browsers say both; neither may be foreign.
            (Some(site), origin) => site == "same-origin" && origin.unwrap_or(true),
            (None, Some(own)) => own,
            (None, None) => false,
        }
    }
}

fn spell(scheme: &str, host: &str, port: u16) -> String {
    match (scheme, port) {
        ("http", 80) | ("https", 443) => format!("{scheme}://{host}"),
        _ => format!("{scheme}://{host}:{port}"),
    }
}

/// Refuses changes that do not come from our own pages.
pub(super) async fn guard(State(own): State<OwnOrigins>, request: Request, next: Next) -> Result<Response, AppError> {
    match *request.method() {
        // A page elsewhere could open a WebSocket with the person's cookie (ASVS 4.4.2).
        Method::GET if request.headers().contains_key(header::UPGRADE) && !own.has_origin(request.headers()) => {
            Err(AppError::ForeignOrigin)
        }
        Method::GET | Method::HEAD => Ok(next.run(request).await),
        Method::POST if own.admits(request.headers()) => Ok(next.run(request).await),
        Method::POST => Err(AppError::ForeignOrigin),
        // Nothing here takes another method, TRACE least of all (ASVS 13.4.4).
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
    fn the_table() {
        let own = "https://pass.example.org";
        for (headers, expected) in [
            (&[][..], false),
            (&[("sec-fetch-site", "same-origin")], true),
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
    fn the_loopback_has_several_names() {
        assert!(admits("http://127.0.0.1:3000", &[("origin", "http://localhost:3000")]));
        assert!(!admits("http://127.0.0.1:3000", &[("origin", "http://localhost:3001")]));
        assert!(!admits("https://pass.example.org", &[("origin", "http://localhost:3000")]));
    }
}
