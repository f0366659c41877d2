//! Passwords, and which ones are accepted. `hashing` hashes them; no other module reads them.

use unicode_normalization::UnicodeNormalization;

use crate::{
    account::{PASSWORD_MAX, Strength},
    error::Problem,
};

/// The number of code points that are rated. zxcvbn's time grows steeply with the length, most of all for
/// digits and symbols that may stand for letters. The code points after these can only make a password harder
/// to guess.
const RATED_CODE_POINTS: usize = 32;

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
        let mut words = vec!["hallpass", "hall pass"];
        words.extend(context.iter().map(String::as_str).filter(|word| !word.is_empty()));
        let estimate = zxcvbn::zxcvbn(&beginning, &words);
        let advice = estimate.feedback().and_then(|feedback| {
            let warning = feedback.warning().map(|warning| warning.to_string());
            warning.or_else(|| feedback.suggestions().first().map(ToString::to_string))
        });
        Rating {
            score: estimate.score().into(),
            advice: advice.unwrap_or_else(|| "Use several words that have nothing to do with one another.".to_owned()),
        }
    }
}

/// How hard a password is to guess.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rating {
    /// zxcvbn's score: 0 to 4.
    pub score: u8,
    /// How to make the password harder to guess.
    pub advice: String,
}

impl Rating {
    /// Checks the score against the minimum for new passwords.
    ///
    /// # Errors
    /// [`Problem::Guessable`].
    pub fn check(self, least: u8) -> Result<(), Problem> {
        if self.score < least { Err(Problem::Guessable { advice: self.advice }) } else { Ok(()) }
    }

    /// The rating in words, for the strength meter.
    pub fn strength(self, least: u8) -> Strength {
        let score = self.score;
        match self.check(least) {
            Ok(()) => {
                let words = if score == 4 { "Hard to guess." } else { "Good." };
                Strength { score, accepted: true, words: words.to_owned() }
            }
            Err(problem) => Strength { score, accepted: false, words: problem.to_string() },
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
            assert!(rating.clone().check(least).is_err(), "{common}: {}", rating.score);
        }
        let rating = Rating { score: 2, advice: String::new() };
        assert_eq!((rating.clone().check(2), rating.check(3).is_err()), (Ok(()), true));
    }
}
