//! Passwords, and which ones are accepted. `hashing` hashes them; no other module reads them.

use unicode_normalization::UnicodeNormalization;
use zxcvbn::feedback::{Feedback, Suggestion, Warning};

use crate::{
    account::{PASSWORD_MAX, Strength},
    error::Problem,
    texts::account as t,
};

/// The number of code points that are rated. zxcvbn's time grows steeply with the length, most of all for
/// digits and symbols that may stand for letters. The code points after these can only make a password harder
/// to guess.
const RATED_CODE_POINTS: usize = 32;

/// Words that an attacker tries first and that zxcvbn, whose lists are English, does not know.
const COMMON_WORDS: [&str; 9] =
    ["hallpass", "hall pass", "passwort", "kennwort", "geheim", "willkommen", "hallo", "qwertz", "qwertzuiop"];

/// A password in NFC. Its `Debug` shows nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

impl std::fmt::Debug for Password {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Password(…)")
    }
}

impl From<String> for Password {
    fn from(typed: String) -> Self {
        Self(typed.nfc().collect())
    }
}

impl Password {
    /// The bytes to hash.
    pub(super) fn bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// Whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Checks whether the length, in code points, is valid for a new password (ASVS 6.2.1, 6.2.9).
    ///
    /// # Errors
    /// The [`Problem`] with the length.
    pub fn check_length(&self, min: usize) -> Result<(), Problem> {
        match self.0.chars().count() {
            0 => Err(Problem::Required),
            found if found < min => Err(Problem::TooShort { min, found }),
            found if found > PASSWORD_MAX => Err(Problem::TooLong { max: PASSWORD_MAX }),
            _ => Ok(()),
        }
    }

    /// Rates how hard the password is to guess (ASVS 6.2.4, 6.2.5, 6.2.11). `context`: words that an attacker
    /// would try first. This takes up to some tens of milliseconds, so do not call it on async threads.
    pub fn rate(&self, context: &[String]) -> Rating {
        let beginning: String = self.0.chars().take(RATED_CODE_POINTS).collect();
        let mut words = COMMON_WORDS.to_vec();
        words.extend(context.iter().map(String::as_str).filter(|word| !word.is_empty()));
        let estimate = zxcvbn::zxcvbn(&beginning, &words);
        Rating { score: estimate.score().into(), advice: advice(estimate.feedback()), is_breached: false }
    }
}

/// zxcvbn's warning, or else its first suggestion.
fn advice(feedback: Option<&Feedback>) -> fn() -> String {
    let Some(feedback) = feedback else { return t::advice_words };
    match (feedback.warning(), feedback.suggestions().first()) {
        (Some(warning), _) => warned(warning),
        (None, Some(suggestion)) => suggested(*suggestion),
        (None, None) => t::advice_words,
    }
}

fn warned(warning: Warning) -> fn() -> String {
    match warning {
        Warning::StraightRowsOfKeysAreEasyToGuess => t::advice_rows,
        Warning::ShortKeyboardPatternsAreEasyToGuess => t::advice_keyboard,
        Warning::RepeatsLikeAaaAreEasyToGuess => t::advice_repeated_characters,
        Warning::RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess => t::advice_repeated_words,
        Warning::ThisIsATop10Password | Warning::ThisIsATop100Password | Warning::ThisIsACommonPassword => {
            t::advice_common
        }
        Warning::ThisIsSimilarToACommonlyUsedPassword => t::advice_similar,
        Warning::SequencesLikeAbcAreEasyToGuess => t::advice_sequences,
        Warning::RecentYearsAreEasyToGuess => t::advice_years,
        Warning::AWordByItselfIsEasyToGuess => t::advice_one_word,
        Warning::DatesAreOftenEasyToGuess => t::advice_dates,
        Warning::NamesAndSurnamesByThemselvesAreEasyToGuess | Warning::CommonNamesAndSurnamesAreEasyToGuess => {
            t::advice_names
        }
    }
}

fn suggested(suggestion: Suggestion) -> fn() -> String {
    match suggestion {
        Suggestion::UseAFewWordsAvoidCommonPhrases => t::advice_phrases,
        Suggestion::NoNeedForSymbolsDigitsOrUppercaseLetters => t::advice_no_symbols,
        Suggestion::AddAnotherWordOrTwo => t::advice_more_words,
        Suggestion::CapitalizationDoesntHelpVeryMuch | Suggestion::AllUppercaseIsAlmostAsEasyToGuessAsAllLowercase => {
            t::advice_capitals
        }
        Suggestion::ReversedWordsArentMuchHarderToGuess => t::advice_reversed,
        Suggestion::PredictableSubstitutionsDontHelpVeryMuch => t::advice_substitutions,
        Suggestion::UseALongerKeyboardPatternWithMoreTurns => t::advice_keyboard,
        Suggestion::AvoidRepeatedWordsAndCharacters => t::advice_repeated_words,
        Suggestion::AvoidSequences => t::advice_sequences,
        Suggestion::AvoidRecentYears => t::advice_years,
        Suggestion::AvoidYearsThatAreAssociatedWithYou | Suggestion::AvoidDatesAndYearsThatAreAssociatedWithYou => {
            t::advice_own_dates
        }
    }
}

/// How hard a password is to guess.
#[derive(Clone, Copy, Debug)]
pub struct Rating {
    /// zxcvbn's score: 0 to 4.
    pub score: u8,
    /// Says how to make the password harder to guess. A function, because the thread that rates does not know the
    /// reader's language.
    pub advice: fn() -> String,
    /// Whether the list of breached passwords has the password.
    pub is_breached: bool,
}

impl Rating {
    /// Checks the score against the minimum for new passwords, and that the password is not breached.
    ///
    /// # Errors
    /// [`Problem::Guessable`] or [`Problem::Breached`].
    pub fn check(self, least: u8) -> Result<(), Problem> {
        match self {
            Self { score, advice, .. } if score < least => Err(Problem::Guessable { advice: advice() }),
            Self { is_breached: true, .. } => Err(Problem::Breached),
            _ => Ok(()),
        }
    }

    /// The rating in words, for the strength meter.
    pub fn strength(self, least: u8) -> Strength {
        let score = self.score;
        match self.check(least) {
            Ok(()) => {
                let words = if score == 4 { t::very_hard_to_guess() } else { t::hard_to_guess() };
                Strength { score, accepted: true, words }
            }
            Err(problem) => {
                // What is in a list is guessed at once.
                let score = if problem == Problem::Breached { 0 } else { score };
                Strength { score, accepted: false, words: problem.to_string() }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(password: &str) -> Result<(), Problem> {
        let password = Password::from(password.to_owned());
        password.check_length(15)?;
        password.rate(&["ada-lovelace".to_owned()]).check(3)
    }

    #[test]
    fn length_counts_code_points_after_normalisation() {
        // Fourteen characters, the first written with a combining accent.
        let fourteen = "e\u{301}tang gris fjo";
        assert_eq!(check(fourteen), Err(Problem::TooShort { min: 15, found: 14 }));
        assert_eq!(check("étang gris fjor"), Ok(()));
        assert_eq!(check(&"kq7 ".repeat(65)), Err(Problem::TooLong { max: 256 }));
    }

    #[test]
    fn no_kind_of_character_is_required() {
        for good in [
            "gravel tulip eleven",
            "8301947265019283",
            "🦊🪁🧭🌋🎻🧊🪵🦉🥁🧶🪐🦔🍄🛶🎲",
            "correct horse battery staple",
        ] {
            assert_eq!(check(good), Ok(()), "{good}");
        }
    }

    #[test]
    fn common_and_context_words_are_rejected() {
        for bad in [
            "passwordpassword",
            "aaaaaaaaaaaaaaaa",
            "123456789012345678",
            "hallpasshallpass",
            "ada-lovelaceada-lovelace",
            "qwertyuiopqwertyuiop",
            "passwortpasswort",
            "passwort passwort passwort",
            "qwertzuiopqwertz",
        ] {
            assert!(matches!(check(bad), Err(Problem::Guessable { .. })), "{bad}: {:?}", check(bad));
        }
    }

    #[test]
    fn common_passwords_are_rejected_at_the_lowest_minimum_score() {
        let least = crate::policy::Setting::PASSWORD_SCORE.range.start();
        let least = u8::try_from(*least).unwrap();
        for common in
            ["password", "123456", "qwerty", "trustno1", "P@ssw0rd", "letmein", "passwordpassword", "drowssap"]
        {
            let rating = Password::from(common.to_owned()).rate(&[]);
            assert!(rating.check(least).is_err(), "{common}: {}", rating.score);
        }
        let rating = Rating { score: 2, advice: String::new, is_breached: false };
        assert_eq!((rating.check(2), rating.check(3).is_err()), (Ok(()), true));
    }
}
