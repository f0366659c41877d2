//! Rewrites templates.

use crate::locale::template::{split, variants};

/// Rewrites the heads of placeholders and the literal text of a template.
pub(super) fn map(
    template: &str,
    head: &mut dyn FnMut(&str) -> Result<String, String>,
    literal: &dyn Fn(&str) -> String,
) -> Result<String, String> {
    let (mut text, mut remaining) = (String::new(), template);
    while let Some((before, placeholder, after)) = split(remaining) {
        text.push_str(&literal(before));
        text.push('{');
        text.push_str(&head(placeholder.head)?);
        if let Some(inner) = placeholder.rest.strip_prefix(':') {
            text.push(':');
            text.push_str(&map(inner, head, literal)?);
        } else {
            for (key, pattern) in variants(placeholder.rest) {
                text.extend([" ", key, "{", &map(pattern, head, literal)?, "}"]);
            }
        }
        text.push('}');
        remaining = after;
    }
    text.push_str(&literal(remaining));
    Ok(text)
}
