//! Content negotiation.

use axum::http::{HeaderMap, HeaderValue, header};

/// Whether the client expects HTML, according to the browser's headers for navigation. Some proxies shorten `Accept`,
/// but keep the other header.
pub(super) fn wants_html(headers: &HeaderMap) -> bool {
    let accepts_html =
        |value: &HeaderValue| value.as_bytes().windows(9).any(|part| part.eq_ignore_ascii_case(b"text/html"));
    headers.get_all(header::ACCEPT).iter().any(accepts_html)
        || headers.get("sec-fetch-mode").is_some_and(|mode| mode == "navigate")
}
