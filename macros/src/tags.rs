//! Tags in texts: `<link>words</link>`, `<when/>`, `<b>words</b>`.

/// Tags that are rendered as the HTML element of the same name, and need no argument.
pub(crate) const ELEMENTS: [&str; 5] = ["b", "code", "em", "kbd", "strong"];

/// A tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tag<'a> {
    /// `<name>`.
    Open(&'a str),
    /// `</name>`.
    Close(&'a str),
    /// `<name/>`.
    Empty(&'a str),
}

/// Finds the first tag in a text: what precedes it, the tag, and what follows.
///
/// # Errors
/// Describes a `<` that does not begin a tag.
pub(crate) fn first(text: &str) -> Result<Option<(&str, Tag<'_>, &str)>, String> {
    let Some((before, rest)) = text.split_once('<') else { return Ok(None) };
    let (inner, after) = rest.split_once('>').ok_or_else(|| format!("a tag without > in {text:?}"))?;
    let (tag, name) = if let Some(name) = inner.strip_prefix('/') {
        (Tag::Close(name), name)
    } else if let Some(name) = inner.strip_suffix('/') {
        (Tag::Empty(name), name)
    } else {
        (Tag::Open(inner), inner)
    };
    let is_name = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    if is_name { Ok(Some((before, tag, after))) } else { Err(format!("<{inner}> is not a tag in {text:?}")) }
}

/// Replaces the tags of a template by placeholders: `{name:words}` for a pair, `{name}` for an empty one. `placeholder`
/// maps the name of a tag to that of its placeholder.
///
/// # Errors
/// Describes a tag that is not closed, or not opened.
pub(crate) fn replace(
    text: &str,
    placeholder: &mut dyn FnMut(&str, bool) -> Result<String, String>,
) -> Result<String, String> {
    let Some((before, tag, after)) = first(text)? else { return Ok(text.to_owned()) };
    match tag {
        Tag::Empty(name) => {
            let head = placeholder(name, false)?;
            Ok(format!("{before}{{{head}}}{}", replace(after, placeholder)?))
        }
        Tag::Open(name) => {
            let close = format!("</{name}>");
            let (inner, after) = after.split_once(&close).ok_or_else(|| format!("<{name}> is not closed"))?;
            let head = placeholder(name, true)?;
            if !ELEMENTS.contains(&name) && inner.contains('<') {
                return Err(format!("a tag in <{name}>, which takes words only"));
            }
            let inner = replace(inner, placeholder)?;
            Ok(format!("{before}{{{head}:{inner}}}{}", replace(after, placeholder)?))
        }
        Tag::Close(name) => Err(format!("</{name}> closes nothing")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn replaced(text: &str) -> Result<String, String> {
        replace(text, &mut |name, _| Ok(name.to_owned()))
    }

    #[test]
    fn tags_become_placeholders() {
        assert_eq!(replaced("No tag, {0}.").unwrap(), "No tag, {0}.");
        assert_eq!(replaced("<link>Sign in</link> as <b>{0} <x/></b>.").unwrap(), "{link:Sign in} as {b:{0} {x}}.");
    }

    #[test]
    fn broken_tags_are_found() {
        for text in ["1 < 2", "<b>bold", "bold</b>", "<B>no</B>"] {
            assert!(replaced(text).is_err(), "{text}");
        }
    }
}
