//! Cookies as requests send them.

use axum::http::{HeaderMap, header};

/// The names and values of a request's cookies, as bytes and each by itself: other programs on the same host
/// set cookies too, in any encoding, and browsers send them along.
pub(crate) fn cookies(headers: &HeaderMap) -> impl Iterator<Item = (&[u8], &[u8])> {
    let pairs = headers.get_all(header::COOKIE).iter().flat_map(|header| header.as_bytes().split(|byte| *byte == b';'));
    pairs.filter_map(|pair| {
        let pair = pair.trim_ascii();
        let name = pair.split(|byte| *byte == b'=').next()?;
        Some((name, pair.get(name.len() + 1..)?))
    })
}
