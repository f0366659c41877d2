//! The language of a guest who has not chosen one, by `Accept-Language`.

use axum::http::{HeaderMap, header::ACCEPT_LANGUAGE};

use crate::locale::{Language, languages, negotiate::best};

/// The best language for a request.
pub(crate) fn negotiate(headers: &HeaderMap) -> Language {
    let values = headers.get_all(ACCEPT_LANGUAGE).iter().filter_map(|value| value.to_str().ok());
    best(values.flat_map(|value| value.split(',')), languages())
}
