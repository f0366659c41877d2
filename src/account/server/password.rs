//! Passwords: what is accepted, and how they are hashed. A password leaves this file as a digest only.

use argon2::{
    Algorithm, Argon2, Params, PasswordHasher as _, PasswordVerifier as _, Version,
    password_hash::{PasswordHash, SaltString},
};
use unicode_normalization::UnicodeNormalization;

use crate::{
    account::{PASSWORD_MAX, Strength},
    error::Problem,
    policy::HashingCost,
};

/// zxcvbn's time grows steeply with the length, most of all for digits and signs that may stand
/// for letters; what follows these can only help.
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
    /// Whether its length, in code points, may be that of a new password (ASVS 6.2.1, 6.2.9).
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn check_length(&self, min: usize) -> Result<(), Problem> {
        match self.0.chars().count() {
            0 => Err(Problem::Required),
            found if found < min => Err(Problem::TooShort { min, found }),
            found if found > PASSWORD_MAX => Err(Problem::TooLong { max: PASSWORD_MAX }),
            _ => Ok(()),
        }
    }

    /// How hard it is to guess (ASVS 6.2.4, 6.2.5, 6.2.11). `context` holds words that an attacker
    /// would try first. Takes up to some tens of milliseconds: not for async threads.
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
    /// What would make it better.
    pub advice: String,
}

impl Rating {
    /// Whether it is enough for a new password, which must have this score at least.
    ///
    /// # Errors
    /// [`Problem::Guessable`].
    pub fn check(self, least: u8) -> Result<(), Problem> {
        if self.score < least { Err(Problem::Guessable { advice: self.advice }) } else { Ok(()) }
    }

    /// The verdict in words, for the meter.
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

/// Argon2id with the given parameters (RFC 9106; ASVS 11.4.2).
#[derive(Clone, Debug)]
pub struct Hashing {
    params: Params,
    /// Verified where there is no account, so that it takes as long (ASVS 6.3.8).
    decoy: String,
}

impl Hashing {
    /// Reads the parameters.
    ///
    /// # Errors
    /// When argon2 does not take them.
    pub fn new(cost: HashingCost) -> Result<Self, argon2::Error> {
        let params = Params::new(cost.memory_kib, cost.iterations, cost.parallelism, None)?;
        let mut hashing = Self { params, decoy: String::new() };
        hashing.decoy = hashing.hash(&Password("decoy".to_owned())).unwrap_or_default();
        Ok(hashing)
    }

    fn argon2(&self) -> Argon2<'_> {
        Argon2::new(Algorithm::Argon2id, Version::V0x13, self.params.clone())
    }

    /// The password's PHC string under a fresh 128-bit salt.
    ///
    /// # Errors
    /// When the random source or argon2 fails.
    pub fn hash(&self, password: &Password) -> Result<String, argon2::password_hash::Error> {
        let mut salt = [0_u8; 16];
        getrandom::fill(&mut salt).map_err(|_| argon2::password_hash::Error::Crypto)?;
        let salt = SaltString::encode_b64(&salt)?;
        Ok(self.argon2().hash_password(password.0.as_bytes(), &salt)?.to_string())
    }

    /// Whether the password belongs to the PHC string; the decoy takes the place of a missing one
    /// and never matches. What cannot be read never matches either (ASVS 11.2.5).
    pub fn verify(&self, password: &Password, phc: Option<&str>) -> bool {
        let stored = PasswordHash::new(phc.unwrap_or(&self.decoy));
        let matches = stored.is_ok_and(|stored| self.argon2().verify_password(password.0.as_bytes(), &stored).is_ok());
        if !matches && phc.is_some_and(|phc| self.is_outdated(phc)) {
            // An older hash is cheaper to verify: a failure must not tell that there is an account.
            return self.verify(password, None);
        }
        matches && phc.is_some()
    }

    /// Whether the PHC string was made with other parameters than today's.
    pub fn is_outdated(&self, phc: &str) -> bool {
        let Ok(stored) = PasswordHash::new(phc) else { return false };
        let params = Params::try_from(&stored);
        stored.algorithm != Algorithm::Argon2id.ident()
            || stored.version != Some(Version::V0x13.into())
            || params.is_ok_and(|stored| {
                (stored.m_cost(), stored.t_cost(), stored.p_cost())
                    != (self.params.m_cost(), self.params.t_cost(), self.params.p_cost())
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COST: HashingCost = HashingCost { memory_kib: 64, iterations: 1, parallelism: 1 };

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
    fn nothing_must_be_in_it() {
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
    fn common_and_context_words_are_refused() {
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
    fn common_ones_are_refused_at_the_least_score_that_may_be_set() {
        let least = crate::policy::Setting::of_name("password_score").unwrap().range.start();
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

    #[test]
    fn a_hash_matches_its_password_only() {
        let hashing = Hashing::new(COST).unwrap();
        let phc = hashing.hash(&Password("right".to_owned())).unwrap();
        assert!(phc.starts_with("$argon2id$v=19$m=64,t=1,p=1$"));
        assert!(hashing.verify(&Password("right".to_owned()), Some(&phc)));
        assert!(!hashing.verify(&Password("Right".to_owned()), Some(&phc)));
        assert!(!hashing.verify(&Password("decoy".to_owned()), None));
        assert!(!hashing.verify(&Password("right".to_owned()), Some("not a hash")));
    }

    #[test]
    fn other_parameters_are_outdated() {
        let older = Hashing::new(HashingCost { memory_kib: 32, ..COST }).unwrap();
        let today = Hashing::new(COST).unwrap();
        let phc = older.hash(&Password("right".to_owned())).unwrap();
        assert!(today.verify(&Password("right".to_owned()), Some(&phc)));
        assert!(today.is_outdated(&phc));
        assert!(!older.is_outdated(&phc));
    }
}
