//! The language of a guest who has not chosen one, by `Accept-Language`.

use axum::http::{HeaderMap, header::ACCEPT_LANGUAGE};

use crate::locale::{Language, first_known, languages};

/// The best language for a request.
pub(crate) fn negotiate(headers: &HeaderMap) -> Language {
    let values = headers.get_all(ACCEPT_LANGUAGE).iter().filter_map(|value| value.to_str().ok());
    best(values.flat_map(|value| value.split(',')), languages())
}

/// The best of the known languages: of those that are accepted, the one with the highest quality (RFC 9110, 12.5.4).
fn best<'a>(ranges: impl Iterator<Item = &'a str>, known: &[Language]) -> Language {
    let mut accepted: Vec<(&str, f32)> = ranges.filter_map(parse).filter(|(_, quality)| *quality > 0.0).collect();
    // The sort is stable: of equal qualities, the first counts.
    accepted.sort_by(|one, other| other.1.total_cmp(&one.1));
    first_known(accepted.into_iter().map(|(range, _)| range), known)
}

/// A language range and its quality, 1 if it has none. Ranges that cannot be parsed are ignored.
fn parse(range: &str) -> Option<(&str, f32)> {
    let mut parts = range.split(';').map(str::trim);
    let tag = parts.next().filter(|tag| !tag.is_empty())?;
    let quality = match parts.next() {
        None => 1.0,
        Some(parameter) => {
            let value = parameter.strip_prefix("q=").or_else(|| parameter.strip_prefix("Q="))?;
            value.trim().parse().ok().filter(|quality| (0.0..=1.0).contains(quality))?
        }
    };
    Some((tag, quality))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_accepted_language_with_the_highest_quality_counts() {
        let known = [Language::ENGLISH, Language::GERMAN];
        for (header, expected) in [
            ("de", "de"),
            ("de-AT, en;q=0.5", "de"),
            ("de;q=0.5,en-GB;q=0.9", "en"),
            ("fr, de;q=0.2", "de"),
            ("DE-ch-1996", "de"),
            ("fr", "en"),
            ("de;q=0, *", "en"),
            ("*;q=0.1, de;q=0.2", "de"),
            ("", "en"),
            (";;q=,de;q=2,de;q=x", "en"),
            ("en;q=0.5, de;q=0.5", "en"),
        ] {
            assert_eq!(best(header.split(','), &known).tag, expected, "{header}");
        }
    }
}
