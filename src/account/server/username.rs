//! Usernames: what is taken, and when two are the same or look the same.

use caseless::Caseless;
use unicode_normalization::UnicodeNormalization;
use unicode_security::{GeneralSecurityProfile, MixedScript, skeleton};

use crate::{account::USERNAME_LENGTH, error::Problem};

/// What the records and the command line call those who are no account.
const NOBODY_S: [&str; 3] = ["hallpass", "operator", "system"];
/// What members do not call themselves: others would take them for whoever runs the place.
const AUTHORITIES: [&str; 5] = ["admin", "administrator", "moderator", "root", "support"];

/// A username that may be taken, with the forms by which it is found and compared.
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
    /// Reads a name that somebody wants to have.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(typed: &str) -> Result<Self, Problem> {
        let shown: String = typed.trim().nfc().collect();
        let length = shown.chars().count();
        if length == 0 {
            return Err(Problem::Required);
        }
        if length > *USERNAME_LENGTH.end() {
            return Err(Problem::TooLong { max: *USERNAME_LENGTH.end() });
        }
        if length < *USERNAME_LENGTH.start() {
            return Err(Problem::TooShort { min: *USERNAME_LENGTH.start(), found: length });
        }
        let ends_well = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        if !shown.chars().all(allowed) || !ends_well(shown.chars().next()) || !ends_well(shown.chars().last()) {
            return Err(Problem::NameCharacters);
        }
        if !shown.is_single_script() {
            return Err(Problem::MixedScripts);
        }
        let key = key(&shown);
        // Folding may lengthen a name; what is found by its key stays within the same bounds.
        if !USERNAME_LENGTH.contains(&key.chars().count()) {
            return Err(Problem::NameCharacters);
        }
        // Of the name as it is shown: a capital I passes for an l, which its small form does not.
        let skeleton = folded_skeleton(&shown);
        let name = Self { shown, key, skeleton };
        if name.is_like(&NOBODY_S) { Err(Problem::NameReserved) } else { Ok(name) }
    }

    /// Whether it passes for whoever runs the place: no name for a member.
    pub fn sounds_official(&self) -> bool {
        self.is_like(&AUTHORITIES)
    }

    fn is_like(&self, words: &[&str]) -> bool {
        // Some letters pass for others as capitals only, and some only when they are small.
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

/// The form by which a typed name is found; defined for any input.
pub fn key(typed: &str) -> String {
    typed.trim().nfkc().default_case_fold().nfkc().collect()
}

fn allowed(c: char) -> bool {
    matches!(c, '.' | '_' | '-') || (c.is_alphanumeric() && c.identifier_allowed())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_names_are_taken_as_typed() {
        for name in ["ada", "Grace.Lind", "noor_42", "Zoë", "Łukasz", "日本語", "Ωμέγα"] {
            assert_eq!(Username::parse(name).map(|name| name.shown), Ok(name.to_owned()));
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
    fn nobody_is_called_what_records_call_no_account() {
        for name in ["operator", "Operator", "0perator", "SYSTEM", "hallpass", "Hal1pass", "HA11PASS", "0PERATOR"] {
            assert_eq!(Username::parse(name), Err(Problem::NameReserved), "{name}");
        }
        for name in ["operators", "system-7", "hall-pass"] {
            assert!(Username::parse(name).is_ok(), "{name}");
        }
    }

    #[test]
    fn some_names_sound_official() {
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
    fn others_are_refused() {
        assert_eq!(Username::parse("  "), Err(Problem::Required));
        assert_eq!(Username::parse("ab"), Err(Problem::TooShort { min: 3, found: 2 }));
        assert_eq!(Username::parse(&"a".repeat(33)), Err(Problem::TooLong { max: 32 }));
        assert_eq!(Username::parse("pаypal"), Err(Problem::MixedScripts), "a Cyrillic а");
        for name in ["a b c", "ada\n", "-ada", "ada.", "a<b>c", "ada\0x", "ad\u{202e}a", "a@b.c", "😀😀😀"] {
            let found = Username::parse(name);
            // A trailing line break is white space that trimming removes.
            assert!(found == Err(Problem::NameCharacters) || name.ends_with('\n'), "{name:?}: {found:?}");
        }
    }
}
