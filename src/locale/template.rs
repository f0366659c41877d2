//! Fills the templates that the macro writes: `{0}` is an argument, `{1:words}` an argument around words, `{b:words}` an
//! HTML element, `{app}` the application's name, and `{0 one{…} other{…}}` a choice.

use leptos::prelude::*;

use super::{Arg, Language, registry};

/// A part of a filled template.
pub(super) enum Piece<'a> {
    Text(&'a str),
    View(AnyView),
}

/// A placeholder, split into its head and what follows the head: nothing, `:words`, or ` one{…} other{…}`.
pub(super) struct Placeholder<'a> {
    pub(super) head: &'a str,
    pub(super) rest: &'a str,
}

/// Splits a template at its first placeholder.
pub(super) fn split(template: &str) -> Option<(&str, Placeholder<'_>, &str)> {
    let start = template.find('{')?;
    let (inner, after) = braced(&template[start..])?;
    let head = inner.find([':', ' ']).unwrap_or(inner.len());
    Some((&template[..start], Placeholder { head: &inner[..head], rest: &inner[head..] }, after))
}

/// Splits a text that begins with `{` into what is between it and its closing brace, and what follows.
fn braced(text: &str) -> Option<(&str, &str)> {
    let mut depth = 0_usize;
    for (place, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some((&text[1..place], &text[place + 1..]));
        }
    }
    None
}

/// The variants of a choice, with their keys.
pub(super) fn variants(mut rest: &str) -> impl Iterator<Item = (&str, &str)> {
    std::iter::from_fn(move || {
        let start = rest.find('{')?;
        let (pattern, after) = braced(&rest[start..])?;
        let key = rest[..start].trim_start();
        rest = after;
        Some((key, pattern))
    })
}

/// Fills a template. Views are moved out of `args`.
pub(super) fn fill(template: &str, language: Language, args: &mut [Arg], put: &mut dyn FnMut(Piece<'_>)) {
    let mut remaining = template;
    while let Some((before, placeholder, after)) = split(remaining) {
        put(Piece::Text(before));
        put_placeholder(&placeholder, language, args, put);
        remaining = after;
    }
    put(Piece::Text(remaining));
}

fn put_placeholder(
    placeholder: &Placeholder<'_>,
    language: Language,
    args: &mut [Arg],
    put: &mut dyn FnMut(Piece<'_>),
) {
    let Placeholder { head, rest } = *placeholder;
    if head == "app" {
        return put(Piece::Text(registry::app_name()));
    }
    let Ok(index) = head.parse::<usize>() else {
        let inner = rest.strip_prefix(':').unwrap_or_default();
        return put(Piece::View(element(head, pieces(inner, language, args))));
    };
    if let Some(inner) = rest.strip_prefix(':') {
        let words = filled(inner, language, args);
        if let Some(Arg::Wrap(wrap)) = take(args, index) {
            put(Piece::View(wrap(words)));
        }
    } else if !rest.is_empty() {
        if let Some(pattern) = args.get(index).and_then(|arg| choose(rest, language, arg)) {
            fill(pattern, language, args, put);
        }
    } else {
        match args.get(index) {
            Some(Arg::Text(text)) => put(Piece::Text(text)),
            Some(Arg::Number(number)) => put(Piece::Text(&language.number(*number))),
            _ => {
                if let Some(Arg::View(view)) = take(args, index) {
                    put(Piece::View(view));
                }
            }
        }
    }
}

fn take(args: &mut [Arg], index: usize) -> Option<Arg> {
    args.get_mut(index).map(|arg| std::mem::replace(arg, Arg::Number(0)))
}

/// The variant for an argument: an exact match, then the plural category, then `other`.
fn choose<'a>(rest: &'a str, language: Language, arg: &Arg) -> Option<&'a str> {
    let (exact, category) = match arg {
        Arg::Text(text) => (text.clone(), ""),
        Arg::Number(number) => (number.to_string(), language.plural(*number)),
        Arg::View(_) | Arg::Wrap(_) => return None,
    };
    let find = |wanted: &str| variants(rest).find(|(key, _)| *key == wanted).map(|(_, pattern)| pattern);
    find(&exact).or_else(|| find(category)).or_else(|| find("other"))
}

/// Fills a template without views.
pub(super) fn filled(template: &str, language: Language, args: &mut [Arg]) -> String {
    let mut text = String::with_capacity(template.len());
    fill(template, language, args, &mut |piece| {
        if let Piece::Text(part) = piece {
            text.push_str(part);
        }
    });
    text
}

/// Fills a template with views.
pub(super) fn pieces(template: &str, language: Language, args: &mut [Arg]) -> AnyView {
    let (mut views, mut text) = (Vec::new(), String::new());
    fill(template, language, args, &mut |piece| match piece {
        Piece::Text(part) => text.push_str(part),
        Piece::View(view) => {
            if !text.is_empty() {
                views.push(std::mem::take(&mut text).into_any());
            }
            views.push(view);
        }
    });
    if !text.is_empty() {
        views.push(text.into_any());
    }
    views.into_any()
}

fn element(name: &str, inner: AnyView) -> AnyView {
    match name {
        "b" => view! { <b>{inner}</b> }.into_any(),
        "code" => view! { <code>{inner}</code> }.into_any(),
        "em" => view! { <em>{inner}</em> }.into_any(),
        "kbd" => view! { <kbd>{inner}</kbd> }.into_any(),
        _ => view! { <strong>{inner}</strong> }.into_any(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn english(template: &str, args: &mut [Arg]) -> String {
        filled(template, Language::ENGLISH, args)
    }

    #[test]
    fn templates_are_filled() {
        assert_eq!(english("No arguments", &mut []), "No arguments");
        assert_eq!(english("{1} of {0}, {1}", &mut ["a".into(), 1000.into()]), "1,000 of a, 1,000");
        let bans = "{0 0{No bans} one{{0} ban} other{{0} bans}} here";
        let counted = [0, 1, 2].map(|count: i64| english(bans, &mut [count.into()]));
        assert_eq!(counted, ["No bans here", "1 ban here", "2 bans here"]);
        let nested = "{0 yes{{1 one{a day} other{{1} days}}} other{never}}";
        assert_eq!(english(nested, &mut ["yes".into(), 3.into()]), "3 days");
        assert_eq!(english(nested, &mut ["no".into(), 3.into()]), "never");
    }

    #[test]
    fn arguments_are_not_templates() {
        assert_eq!(english("Hello {0}", &mut ["{0}{1}".into()]), "Hello {0}{1}");
    }
}
