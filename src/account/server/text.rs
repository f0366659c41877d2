//! Text that people write. The ordinary spelling of every script is accepted, even if it needs invisible
//! characters; characters that deceive readers are rejected (docs/decisions/0032-text-in-every-script.md).

use std::ops::RangeInclusive;

use icu_properties::{
    CodePointMapData, CodePointSetData,
    props::{
        DefaultIgnorableCodePoint, EmojiModifier, ExtendedPictographic, GeneralCategory, GeneralCategoryGroup,
        Ideographic, JoiningType, LineBreak,
    },
};
use unicode_normalization::{UnicodeNormalization, char::canonical_combining_class};

use crate::error::Problem;

const ZWSP: char = '\u{200b}';
const ZWNJ: char = '\u{200c}';
const ZWJ: char = '\u{200d}';
const BLACK_FLAG: char = '\u{1f3f4}';
const CANCEL_TAG: char = '\u{e007f}';
const KEYCAP: char = '\u{20e3}';
/// The canonical combining class of viramas, the signs that remove a consonant's vowel.
const VIRAMA: u8 = 9;
/// The maximum number of nonspacing marks in a row in a name. Tibetan stacks are the highest in ordinary use.
const MARKS_MAX: usize = 8;

/// The kind of a text, which determines the characters that it may contain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Several lines, shown on their own.
    Paragraphs,
    /// One line, shown on its own.
    Line,
    /// One line within other text, which identifies somebody or something.
    Name,
}

/// Parses a text of several lines. Returns it as it is stored: trimmed, in NFC, with `\n` between its lines.
/// `length`: in code points.
///
/// # Errors
/// The [`Problem`] with the text.
pub fn paragraphs(typed: &str, length: RangeInclusive<usize>) -> Result<String, Problem> {
    parse(typed, length, Kind::Paragraphs)
}

/// Parses a text of one line, of at most `max` code points; it may be empty.
///
/// # Errors
/// The [`Problem`] with the text.
pub fn line(typed: &str, max: usize) -> Result<String, Problem> {
    parse(typed, 0..=max, Kind::Line)
}

/// Parses the name of something or somebody, of at most `max` code points; it may be empty.
///
/// # Errors
/// The [`Problem`] with the text.
pub(crate) fn name(typed: &str, max: usize) -> Result<String, Problem> {
    parse(typed, 0..=max, Kind::Name)
}

/// Whether a character deceives in any position: it controls a terminal, ends a line, or reorders the text
/// around it (CVE-2021-42574).
pub(crate) fn deceives(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}'
        )
}

/// Whether a text contains an invisible character.
pub(super) fn has_hidden(text: &str) -> bool {
    text.chars().any(|c| deceives(c) || is_ignorable(c))
}

/// Whether the character is a mark on the letter before it.
pub(super) fn is_mark(c: char) -> bool {
    GeneralCategoryGroup::Mark.contains(category(c))
}

/// Whether the character is a mark that takes up no space of its own.
pub(super) fn is_nonspacing(c: char) -> bool {
    matches!(category(c), GeneralCategory::NonspacingMark | GeneralCategory::EnclosingMark)
}

/// Whether the character is a digit of a decimal number system.
pub(super) fn is_digit(c: char) -> bool {
    category(c) == GeneralCategory::DecimalNumber
}

fn category(c: char) -> GeneralCategory {
    CodePointMapData::<GeneralCategory>::new().get(c)
}

fn parse(typed: &str, length: RangeInclusive<usize>, kind: Kind) -> Result<String, Problem> {
    // Browsers count a line break as one character and send two.
    let text: String = typed.trim().replace("\r\n", "\n").replace('\r', "\n").nfc().collect();
    let (min, max) = (*length.start(), *length.end());
    let found = if text.chars().any(is_seen) { text.chars().count() } else { 0 };
    if found == 0 && min > 0 {
        return Err(Problem::Required);
    }
    if found < min {
        return Err(Problem::TooShort { min, found });
    }
    if found > max {
        return Err(Problem::TooLong { max });
    }
    let characters: Vec<char> = text.chars().collect();
    let fits = (0..characters.len()).all(|at| fits(&characters, at, kind));
    let is_blank = found == 0 && !text.is_empty();
    let is_name = kind != Kind::Name || is_well_marked(&characters);
    if fits && is_name && !is_blank { Ok(text) } else { Err(Problem::HiddenCharacters) }
}

/// Whether the character is visible.
fn is_seen(c: char) -> bool {
    // Unicode does not count the blank Braille pattern as white space.
    !(c.is_whitespace() || c.is_control() || is_ignorable(c) || c == '\u{2800}')
}

fn is_ignorable(c: char) -> bool {
    CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(c)
}

/// Whether the character at that position is allowed there.
fn fits(text: &[char], at: usize, kind: Kind) -> bool {
    let c = text[at];
    let is_name = kind == Kind::Name;
    match c {
        '\n' | '\t' => kind == Kind::Paragraphs,
        _ if deceives(c) => false,
        _ if !is_ignorable(c) => true,
        ZWNJ => !is_name || joins(text, at),
        ZWJ => !is_name || joins(text, at) || joins_emoji(text, at),
        // Khmer, Thai, Lao and Burmese use it between words.
        ZWSP => !is_name && before(text, at).is_some_and(has_no_word_spaces),
        '\u{fe00}'..='\u{fe0f}' | '\u{180b}'..='\u{180d}' | '\u{180f}' | '\u{e0100}'..='\u{e01ef}' => varies(text, at),
        '\u{e0000}'..='\u{e007f}' => is_in_flag(text, at),
        // Directional marks, which move only the punctuation beside them; the soft hyphen, the combining
        // grapheme joiner, and fillers of Hangul and Khmer. Names do not need them.
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}'
        | '\u{17b5}' | '\u{3164}' | '\u{ffa0}' => !is_name,
        _ => false,
    }
}

fn before(text: &[char], at: usize) -> Option<char> {
    text[..at].last().copied()
}

/// Whether a joiner shapes the characters around it, as in RFC 5892, A.1 and A.2; also beside a virama, as
/// Bengali and Kannada write it.
fn joins(text: &[char], at: usize) -> bool {
    let is_virama = |c: Option<char>| c.is_some_and(|c| canonical_combining_class(c) == VIRAMA);
    let after = text.get(at + 1).copied();
    if is_virama(before(text, at)) || (text[at] == ZWJ && at > 0 && is_virama(after)) {
        return true;
    }
    let joining = |c: &char| CodePointMapData::<JoiningType>::new().get(*c);
    let shapes = |joining: Option<JoiningType>| {
        matches!(joining, Some(JoiningType::DualJoining | JoiningType::LeftJoining | JoiningType::RightJoining))
    };
    let is_letter = |joining: &JoiningType| *joining != JoiningType::Transparent;
    let left = text[..at].iter().rev().map(joining).find(is_letter);
    let right = text[at + 1..].iter().map(joining).find(is_letter);
    // Arabic writes the initial form of a letter on its own with a joiner after it.
    shapes(left) && (shapes(right) || (text[at] == ZWJ && left != Some(JoiningType::RightJoining)))
}

/// Whether the joiner is between two pictures that form one emoji (UTS 51, ED-16).
fn joins_emoji(text: &[char], at: usize) -> bool {
    let is_addition = |c: &&char| **c == '\u{fe0f}' || CodePointSetData::new::<EmojiModifier>().contains(**c);
    let left = text[..at].iter().rev().find(|c| !is_addition(c));
    left.is_some_and(|c| is_picture(*c)) && text.get(at + 1).is_some_and(|c| is_picture(*c))
}

fn is_picture(c: char) -> bool {
    CodePointSetData::new::<ExtendedPictographic>().contains(c)
}

/// Whether a variation selector follows a character that has variations.
fn varies(text: &[char], at: usize) -> bool {
    let Some(varied) = before(text, at) else { return false };
    match text[at] {
        '\u{fe0e}' | '\u{fe0f}' => is_picture(varied) || text.get(at + 1) == Some(&KEYCAP),
        '\u{fe00}'..='\u{fe0d}' => !varied.is_ascii() && is_seen(varied),
        '\u{e0100}'..='\u{e01ef}' => CodePointSetData::new::<Ideographic>().contains(varied),
        // The selectors of Mongolian.
        _ => CodePointMapData::<JoiningType>::new().get(varied) == JoiningType::DualJoining,
    }
}

/// Whether a tag belongs to a flag: the black flag, the letters of a region, and the cancel tag (UTS 51,
/// ED-14a). Anywhere else, tags are invisible text.
fn is_in_flag(text: &[char], at: usize) -> bool {
    let is_tag = |c: &&char| ('\u{e0000}'..=CANCEL_TAG).contains(*c);
    let Some(flag) = text[..at].iter().rposition(|c| !is_tag(&c)).filter(|flag| text[*flag] == BLACK_FLAG) else {
        return false;
    };
    let mut tags: Vec<char> = text[flag + 1..].iter().take_while(is_tag).copied().collect();
    tags.pop() == Some(CANCEL_TAG)
        && (3..=6).contains(&tags.len())
        && tags.iter().all(|c| matches!(c, '\u{e0030}'..='\u{e0039}' | '\u{e0061}'..='\u{e007a}'))
}

/// Whether no spaces separate the words of the character's script, so that line breaks depend on the words.
fn has_no_word_spaces(c: char) -> bool {
    CodePointMapData::<LineBreak>::new().get(c) == LineBreak::ComplexContext
}

/// Whether the name does not begin with a mark and has no stack of marks that covers the line above.
fn is_well_marked(name: &[char]) -> bool {
    let are_few = name.windows(MARKS_MAX + 1).all(|row| !row.iter().all(|c| is_nonspacing(*c)));
    are_few && !name.first().is_some_and(|c| is_mark(*c))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words in their ordinary spelling, with invisible characters.
    const ORDINARY: [(&str, &str); 24] = [
        ("Persian", "می\u{200c}خواهم"),
        ("Persian after a letter that does not join", "کار\u{200c}ها"),
        ("Hindi", "प्रिया"),
        ("Hindi with a joiner", "क्\u{200d}ष"),
        ("Marathi", "दऱ्\u{200d}या"),
        ("Nepali", "गर्\u{200d}यो"),
        ("Bengali", "র\u{200d}্যাব"),
        ("Tamil", "தமிழ்"),
        ("Tamil with a non-joiner", "க்\u{200c}ஷ"),
        ("Malayalam, older spelling", "അവന്\u{200d}"),
        ("Sinhala", "ශ්\u{200d}රී ලංකා"),
        ("Kannada", "ರ\u{200d}್ಯ"),
        ("Thai", "น้ำใจ"),
        ("Tibetan", "རྒྱལ་རྩེ"),
        ("Arabic with marks", "مُحَمَّد"),
        ("Arabic, a first form", "ه\u{200d}"),
        ("Hebrew with points", "שָׁלוֹם"),
        ("Mongolian", "ᠮᠣᠩᠭ\u{180b}ᠣᠯ"),
        ("Japanese, a variant", "葛\u{e0100}城"),
        ("a family", "👨\u{200d}👩\u{200d}👧\u{200d}👦"),
        ("a scientist", "👩🏽\u{200d}🔬"),
        ("the rainbow flag", "🏳\u{fe0f}\u{200d}🌈"),
        ("Scotland", "🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}"),
        ("a keycap", "1\u{fe0f}\u{20e3} ❤\u{fe0f}"),
    ];

    #[test]
    fn the_ordinary_spelling_of_every_script_is_accepted() {
        for (what, text) in ORDINARY {
            for parsed in [name(text, 64), line(text, 64), paragraphs(text, 1..=64)] {
                assert_eq!(parsed, Ok(text.nfc().collect()), "{what}");
            }
        }
    }

    #[test]
    fn texts_may_contain_characters_that_names_may_not() {
        for (what, text) in [
            ("Khmer words", "ខ្ញុំ\u{200b}ចង់"),
            ("Hebrew beside a sign", "שלום (QA)\u{200f}!"),
            ("Arabic", "\u{61c}-5"),
            ("a soft hyphen", "Donau\u{ad}dampf"),
            ("a joiner that shapes nothing", "a\u{200d}b"),
            ("two of them", "می\u{200c}\u{200c}خواهم"),
        ] {
            assert_eq!(line(text, 64).as_deref(), Ok(text), "{what}");
            assert_eq!(name(text, 64), Err(Problem::HiddenCharacters), "{what}");
        }
    }

    #[test]
    fn deceptive_characters_are_rejected_everywhere() {
        for (what, text) in [
            ("an override", "a\u{202e}b"),
            ("an embedding", "a\u{202a}b"),
            ("an isolate", "a\u{2066}b"),
            ("an escape", "a\u{1b}[31mb"),
            ("a control of the second set", "a\u{9b}31mb"),
            ("a line separator", "a\u{2028}b"),
            ("a zero width space between letters", "a\u{200b}b"),
            ("a byte order mark", "a\u{feff}b"),
            ("a word joiner", "a\u{2060}b"),
            ("an invisible sign", "a\u{2063}b"),
            ("hidden tags", "a\u{e0068}\u{e0069}"),
            (
                "a flag with too much to say",
                "🏴\u{e0067}\u{e0062}\u{e0067}\u{e0062}\u{e0067}\u{e0062}\u{e0067}\u{e007f}",
            ),
            ("a flag without an end", "🏴\u{e0067}\u{e0062}\u{e0065}"),
            ("a variation of nothing", "a\u{fe0f}b"),
            ("variations in a row", "❤\u{fe0f}\u{fe0f}"),
        ] {
            for parsed in [name(text, 64), line(text, 64), paragraphs(text, 1..=64)] {
                assert_eq!(parsed, Err(Problem::HiddenCharacters), "{what}");
            }
        }
        assert_eq!(paragraphs("a\r\nb\n\tc", 1..=64).as_deref(), Ok("a\nb\n\tc"));
        assert_eq!(line("a\nb", 64), Err(Problem::HiddenCharacters));
    }

    #[test]
    fn names_must_be_visible() {
        for blank in ["\u{3164}", "\u{2800}\u{2800}", "\u{200d}", "\u{200f}", "\u{301}", "\u{64e}\u{651}"] {
            assert_eq!(name(blank, 64), Err(Problem::HiddenCharacters), "{blank:?}");
        }
        assert_eq!(name("  ", 64).as_deref(), Ok(""));
        assert_eq!(name(&format!("x{}", "\u{301}".repeat(9)), 64), Err(Problem::HiddenCharacters));
    }

    #[test]
    fn invisible_text_is_rejected() {
        assert_eq!(paragraphs("\u{200f}\u{200c}", 1..=64), Err(Problem::Required));
        assert_eq!(line("\u{200f}", 64), Err(Problem::HiddenCharacters));
    }

    #[test]
    fn lengths_count_code_points_and_line_breaks_as_one() {
        assert_eq!(paragraphs("a\r\nb", 1..=3).as_deref(), Ok("a\nb"));
        assert_eq!(paragraphs("e\u{301}", 1..=1).as_deref(), Ok("é"));
        assert_eq!(paragraphs("ab", 3..=5), Err(Problem::TooShort { min: 3, found: 2 }));
        assert_eq!(paragraphs("äöüäöü", 3..=5), Err(Problem::TooLong { max: 5 }));
    }
}
