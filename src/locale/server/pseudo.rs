//! The pseudo-language, with which tests find texts that are not translated or do not fit.

use super::rewrite::map;

/// Adds accents to a template's words and doubles their length.
pub(super) fn translate(template: &str) -> String {
    let translated = map(template, &mut |head| Ok(head.to_owned()), &|literal| {
        literal.chars().flat_map(|c| [Some(accented(c)), padding(c)]).flatten().collect()
    });
    // The closures do not fail.
    translated.unwrap_or_default()
}

fn accented(c: char) -> char {
    const PLAIN: &str = "AEIOUaeiouyncszNCSZ";
    const ACCENTED: &str = "ÅÉÎÕÛåéîõûýñçšžÑÇŠŽ";
    PLAIN.chars().position(|plain| plain == c).and_then(|place| ACCENTED.chars().nth(place)).unwrap_or(c)
}

/// A second vowel, so that words grow as they do in translations.
fn padding(c: char) -> Option<char> {
    c.is_alphabetic().then(|| if "aeiouAEIOU".contains(c) { accented(c).to_ascii_lowercase() } else { '·' })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_longer_and_placeholders_are_untouched() {
        assert_eq!(translate("Go {0}"), "G·õõ {0}");
        assert_eq!(translate("{0 one{a} other{b}}"), "{0 one{åå} other{b·}}");
    }
}
