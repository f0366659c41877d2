//! Chooses a language from those that a reader accepts.

use super::Language;

/// The first of the accepted languages that is known, found by truncating tags (RFC 4647, 3.4). The first known language
/// if none is accepted.
pub(crate) fn first_known<'a>(mut accepted: impl Iterator<Item = &'a str>, known: &[Language]) -> Language {
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
    accepted.find_map(find).unwrap_or(default)
}
