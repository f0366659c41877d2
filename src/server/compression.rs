//! Compresses pages, unless another site has chosen the request. The length of a compressed response reveals whether
//! its text repeats itself. So a site that chooses part of a request, such as a search term, and observes the length of
//! the response, could guess what is beside that term (BREACH).

use axum::{
    extract::Request,
    http::{HeaderMap, header},
    middleware::Next,
    response::Response,
};
use tower_http::{
    CompressionLevel,
    compression::{CompressionLayer, predicate::SizeAbove},
};

/// Shorter responses are not compressed, in bytes: the response is a single packet anyway.
const MIN: u16 = 1024;
/// The effort of brotli and gzip, of 11 and 9.
const LEVEL: CompressionLevel = CompressionLevel::Precise(4);

/// Compresses what the client accepts; see [`protect`].
pub(super) fn layer() -> CompressionLayer<SizeAbove> {
    CompressionLayer::new().quality(LEVEL).compress_when(SizeAbove::new(MIN))
}

/// Asks for an uncompressed response if another site may have chosen the request and the response may contain anything
/// personal.
pub(super) async fn protect(mut request: Request, next: Next) -> Response {
    if !is_safe(request.headers()) {
        request.headers_mut().remove(header::ACCEPT_ENCODING);
    }
    next.run(request).await
}

/// Whether no other site has chosen the request, as the browser says, or nothing identifies the person. Browsers keep
/// `cross-site` through redirects and reloads; one that does not send the header gets uncompressed pages.
fn is_safe(headers: &HeaderMap) -> bool {
    match headers.get("sec-fetch-site") {
        Some(site) if site == "same-origin" || site == "none" => true,
        _ => !headers.contains_key(header::COOKIE),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn with_a_cookie_only_requests_of_this_site_or_the_person_are_safe() {
        for (site, cookie, expected) in [
            (Some("same-origin"), true, true),
            (Some("none"), true, true),
            (Some("same-site"), true, false),
            (Some("cross-site"), true, false),
            (Some("Same-Origin"), true, false),
            (None, true, false),
            (Some("cross-site"), false, true),
            (None, false, true),
        ] {
            let mut headers = HeaderMap::new();
            if let Some(site) = site {
                headers.insert("sec-fetch-site", site.parse().unwrap());
            }
            if cookie {
                headers.insert(header::COOKIE, "a=b".parse().unwrap());
            }
            assert_eq!(is_safe(&headers), expected, "{site:?} {cookie}");
        }
    }
}
