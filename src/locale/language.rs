//! Languages and their rules for numbers.

/// A language in which the application can be read.
#[derive(Clone, Copy, Debug)]
pub struct Language {
    /// The language tag (RFC 5646), such as `de`; also the name of the catalogues' folder.
    pub tag: &'static str,
    /// The language's name in itself, such as “Deutsch”.
    pub name: &'static str,
    plural: fn(u64) -> &'static str,
    group: &'static str,
}

impl PartialEq for Language {
    fn eq(&self, other: &Self) -> bool {
        self.tag == other.tag
    }
}

impl Eq for Language {}

impl Default for Language {
    fn default() -> Self {
        Self::ENGLISH
    }
}

impl Language {
    /// English, in which every text is first written.
    pub const ENGLISH: Self = Self::new("en", "English", one_or_other, ",");
    /// German.
    pub const GERMAN: Self = Self::new("de", "Deutsch", one_or_other, ".");
    /// English with accents and twice as long, to test layouts; the tag is reserved for this.
    pub const PSEUDO: Self = Self::new("en-XA", "Ƥşḗŭḓǿ", one_or_other, ",");

    /// Creates a language. `plural` returns the plural category of a number (Unicode CLDR): `zero`, `one`, `two`,
    /// `few`, `many` or `other`. `group` separates groups of three digits.
    pub const fn new(
        tag: &'static str,
        name: &'static str,
        plural: fn(u64) -> &'static str,
        group: &'static str,
    ) -> Self {
        Self { tag, name, plural, group }
    }

    /// The tag for the browser's `Intl`: English dates are written as in Britain, the day first.
    pub fn intl(self) -> &'static str {
        if self == Self::ENGLISH || self == Self::PSEUDO { "en-GB" } else { self.tag }
    }

    /// The plural category of a number.
    pub fn plural(self, number: i64) -> &'static str {
        (self.plural)(number.unsigned_abs())
    }

    /// Formats a number: 4,961 in English, 4.961 in German.
    pub fn number(self, number: i64) -> String {
        let digits = number.unsigned_abs().to_string();
        let mut text = String::with_capacity(digits.len() + 4);
        if number < 0 {
            text.push('−');
        }
        for (place, digit) in digits.char_indices() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                text.push_str(self.group);
            }
            text.push(digit);
        }
        text
    }
}

/// The plural rule of English, German and many other languages.
pub fn one_or_other(number: u64) -> &'static str {
    if number == 1 { "one" } else { "other" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        let english = [0, 7, 999, 1000, 1_234_567, -4961].map(|number| Language::ENGLISH.number(number));
        assert_eq!(english, ["0", "7", "999", "1,000", "1,234,567", "−4,961"]);
        assert_eq!(Language::GERMAN.number(4961), "4.961");
    }
}
