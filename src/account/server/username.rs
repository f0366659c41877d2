//! Usernames: which ones are accepted, and when two are the same or look alike.

use std::collections::BTreeSet;

use caseless::Caseless;
use icu_properties::{CodePointSetData, props::SoftDotted};
use unicode_normalization::UnicodeNormalization;
use unicode_security::{GeneralSecurityProfile, MixedScript, skeleton};

use super::text::{is_digit, is_mark, is_nonspacing};
pub use crate::access::username_key as key;
use crate::{account::USERNAME_LENGTH, error::Problem};

/// The maximum number of nonspacing marks on a letter (UTS 39, 5.4).
const MARKS_MAX: usize = 4;

/// Names that records and the command line use for actors without an account.
const RESERVED_NAMES: [&str; 3] = ["hallpass", "operator", "system"];
/// Names that members cannot have, because others would take them for operators.
const AUTHORITIES: [&str; 5] = ["admin", "administrator", "moderator", "root", "support"];

/// A valid username, with the forms by which it is found and compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Username {
    /// As typed, in NFC.
    pub shown: String,
    /// NFKC and case-folded: names with equal keys are the same name.
    pub key: String,
    /// The confusables skeleton of the name as shown (UTS 39, 4), case-folded: names with equal
    /// skeletons look alike.
    pub skeleton: String,
}

impl Username {
    /// Parses and checks a new username.
    ///
    /// # Errors
    /// The [`Problem`] with the name.
    pub fn parse(typed: &str) -> Result<Self, Problem> {
        let shown: String = typed.trim().nfc().collect();
        check_length(&shown)?;
        check_characters(&shown)?;
        if !shown.is_single_script() || number_systems(&shown).len() > 1 {
            return Err(Problem::MixedScripts);
        }
        let key = key(&shown);
        // Case folding may lengthen a name. Its key must have a valid length, too.
        check_length(&key)?;
        // Computed from the name as shown: a capital I looks like an l, but its lowercase form does not.
        let skeleton = folded_skeleton(&shown);
        let name = Self { shown, key, skeleton };
        if name.resembles(&RESERVED_NAMES) { Err(Problem::NameReserved) } else { Ok(name) }
    }

    /// Whether the name looks like that of an operator. Members cannot have such a name.
    pub fn sounds_official(&self) -> bool {
        self.resembles(&AUTHORITIES)
    }

    fn resembles(&self, words: &[&str]) -> bool {
        // Some letters look like others only in upper case, and some only in lower case.
        let forms = |word: &str| [word.to_owned(), capitalized(word), word.to_uppercase()];
        words
            .iter()
            .any(|word| *word == self.key || forms(word).iter().any(|form| folded_skeleton(form) == self.skeleton))
    }
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

fn folded_skeleton(name: &str) -> String {
    skeleton(name).default_case_fold().collect()
}

fn check_length(name: &str) -> Result<(), Problem> {
    let (min, max) = (*USERNAME_LENGTH.start(), *USERNAME_LENGTH.end());
    match name.chars().count() {
        0 => Err(Problem::Required),
        found if found < min => Err(Problem::TooShort { min, found }),
        found if found > max => Err(Problem::TooLong { max }),
        _ => Ok(()),
    }
}

/// Accepts letters, digits and the marks of letters, and dots, underscores and hyphens between them.
fn check_characters(name: &str) -> Result<(), Problem> {
    if name.contains(['\u{200c}', '\u{200d}']) {
        return Err(Problem::NameJoiner);
    }
    let mut before = None;
    // Whether marks may follow, and the number of nonspacing marks so far.
    let (mut is_letter, mut marks) = (false, 0);
    for c in name.chars() {
        let fits = if is_mark(c) {
            marks += usize::from(is_nonspacing(c));
            // A repeated mark, or a dot above a letter that has one, is invisible.
            let is_seen = before != Some(c) && !(c == '\u{307}' && before.is_some_and(is_soft_dotted));
            is_letter && is_seen && marks <= MARKS_MAX && c.identifier_allowed()
        } else {
            (is_letter, marks) = (c.is_alphabetic(), 0);
            // The first and the last character are checked below.
            matches!(c, '.' | '_' | '-') || (c.is_alphanumeric() && is_allowed(c))
        };
        if !fits {
            return Err(Problem::NameCharacters);
        }
        before = Some(c);
    }
    let ends_well = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || is_mark(c));
    if ends_well(name.chars().next()) && ends_well(before) { Ok(()) } else { Err(Problem::NameCharacters) }
}

/// Whether identifiers may contain the character (UTS 39, 3.1), or it is the vowel AM of Thai or Lao: UTS 39
/// excludes it in favour of its NFKC form, which the key contains.
fn is_allowed(c: char) -> bool {
    c.identifier_allowed() || matches!(c, '\u{e33}' | '\u{eb3}')
}

fn is_soft_dotted(c: char) -> bool {
    CodePointSetData::new::<SoftDotted>().contains(c)
}

/// The decimal number systems of a name's digits (UTS 39, 5.3), by the first digit of each: the digits of a
/// system are contiguous.
fn number_systems(name: &str) -> BTreeSet<u32> {
    let is_digit_too = |code: u32| char::from_u32(code).is_some_and(is_digit);
    let first = |c: char| {
        let mut code = u32::from(c);
        while code > 0 && is_digit_too(code - 1) {
            code -= 1;
        }
        code
    };
    name.chars().filter(|c| is_digit(*c)).map(first).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_names_are_accepted_as_typed() {
        for name in [
            "ada",
            "Grace.Lind",
            "noor_42",
            "Zoë",
            "Łukasz",
            "日本語",
            "Ωμέγα",
            "प्रिया",
            "தமிழ்",
            "സ്മിത",
            "සුනිල්",
            "สำราญ",
            "ຄໍາແພງ",
            "مُحَمَّد",
            "علی۴۲",
            "שלום",
            "Nguyễn",
            "བསྟན་འཛིན".split('་').next().unwrap(),
        ] {
            assert_eq!(Username::parse(name).map(|name| name.shown), Ok(name.nfc().collect()));
        }
    }

    #[test]
    fn case_and_compatibility_forms_are_the_same_name() {
        assert_eq!(key("ADA"), key("ada"));
        assert_eq!(key("Straße"), key("STRASSE"));
        assert_eq!(key("ａｄａ"), key("ada"));
    }

    #[test]
    fn look_alikes_share_a_skeleton() {
        let skeleton = |name| Username::parse(name).unwrap().skeleton;
        for (one, other) in [
            ("paypal", "paypa1"),
            ("paul", "PauI"),
            ("lan", "Ian"),
            ("Owner", "0wner"),
            ("Noor", "n00r"),
            ("admin", "adrnin"),
        ] {
            assert_eq!(skeleton(one), skeleton(other), "{one} {other}");
        }
        assert_ne!(skeleton("ada"), skeleton("eve"));
    }

    #[test]
    fn names_of_actors_without_an_account_are_reserved() {
        for name in ["operator", "Operator", "0perator", "SYSTEM", "hallpass", "Hal1pass", "HA11PASS", "0PERATOR"] {
            assert_eq!(Username::parse(name), Err(Problem::NameReserved), "{name}");
        }
        for name in ["operators", "system-7", "hall-pass"] {
            assert!(Username::parse(name).is_ok(), "{name}");
        }
    }

    #[test]
    fn names_that_look_like_operators_sound_official() {
        let is_official = |name| Username::parse(name).unwrap().sounds_official();
        for name in [
            "admin",
            "Admin",
            "adrnin",
            "administrator",
            "r00t",
            "Support",
            "M0derator",
            "ADMlN",
            "ADM1N",
            "ADMINISTRAT0R",
        ] {
            assert!(is_official(name), "{name}");
        }
        for name in ["ada", "demo-admin", "supporter"] {
            assert!(!is_official(name), "{name}");
        }
    }

    #[test]
    fn invalid_names_are_rejected() {
        assert_eq!(Username::parse("  "), Err(Problem::Required));
        assert_eq!(Username::parse("ab"), Err(Problem::TooShort { min: 3, found: 2 }));
        assert_eq!(Username::parse(&"a".repeat(33)), Err(Problem::TooLong { max: 32 }));
        for name in ["pаypal", "प्रियाada", "ada१२", "علی1۲", "علی۲٣"] {
            assert_eq!(Username::parse(name), Err(Problem::MixedScripts), "{name}");
        }
        for name in ["علی\u{200c}رضا", "ශ්\u{200d}රී"] {
            assert_eq!(Username::parse(name), Err(Problem::NameJoiner), "{name}");
        }
        for name in ["\u{94d}अदा", "1\u{301}ada", "ad_\u{301}a", "adj\u{307}a", "xq\u{327}\u{327}x"] {
            assert_eq!(Username::parse(name), Err(Problem::NameCharacters), "{name}");
        }
        for name in ["a b c", "ada\n", "-ada", "ada.", "a<b>c", "ada\0x", "ad\u{202e}a", "a@b.c", "😀😀😀"] {
            let found = Username::parse(name);
            // A trailing line break is white space that trimming removes.
            assert!(found == Err(Problem::NameCharacters) || name.ends_with('\n'), "{name:?}: {found:?}");
        }
    }
}
