//! Chooses a language from those that a reader accepts: a request's `Accept-Language`, or the browser's list.

use super::Language;

/// The best of the known languages: of those that are accepted, the one with the highest quality (RFC 9110, 12.5.4),
/// found by truncating tags (RFC 4647, 3.4). The first known language if none is accepted.
pub(crate) fn best<'a>(ranges: impl Iterator<Item = &'a str>, known: &[Language]) -> Language {
    let mut accepted: Vec<(&str, f32)> = ranges.filter_map(parse).filter(|(_, quality)| *quality > 0.0).collect();
    // The sort is stable: of equal qualities, the first counts.
    accepted.sort_by(|one, other| other.1.total_cmp(&one.1));
    let default = known.first().copied().unwrap_or_default();
    let find = |range: &str| {
        if range == "*" {
            return Some(default);
        }
        let mut range = range;
        loop {
            let found = known.iter().find(|language| language.tag.eq_ignore_ascii_case(range));
            match (found, range.rfind('-')) {
                (Some(language), _) => return Some(*language),
                (None, Some(end)) => range = &range[..end],
                (None, None) => return None,
            }
        }
    };
    accepted.into_iter().find_map(|(range, _)| find(range)).unwrap_or(default)
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
