//! Recovery codes: drawn at random, shown once and stored as Argon2id hashes (ASVS 6.5.2).

use super::{service::Factors, store};
use crate::{account::server::password::Password, database::Transaction, error::AppError, factor::RECOVERY_CODES};

/// Letters and digits that nobody takes for another, and that spell no words.
const ALPHABET: &[u8] = b"23456789BCDFGHJKMNPQRTVWXYZ";
/// The number of characters of a code, 47 bits in all.
const LENGTH: usize = 10;

/// New codes as people see them, and their PHC strings.
pub(crate) struct DrawnCodes {
    pub(crate) shown: Vec<String>,
    hashes: Vec<String>,
}

impl Factors {
    /// Draws new recovery codes, which are not stored yet.
    ///
    /// # Errors
    /// [`AppError::Busy`] if too many passwords are being hashed.
    pub(crate) async fn draw_codes(&self) -> Result<DrawnCodes, AppError> {
        let (mut shown, mut hashes) = (Vec::new(), Vec::new());
        for _ in 0..RECOVERY_CODES {
            let code = draw().map_err(|error| AppError::internal(&error))?;
            hashes.push(self.accounts.hashers().hash(Password::from(code.clone())).await?);
            shown.push(format!("{}-{}", &code[..LENGTH / 2], &code[LENGTH / 2..]));
        }
        Ok(DrawnCodes { shown, hashes })
    }

    /// Stores drawn codes in place of all others.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(crate) async fn store_codes(
        &self,
        tx: &mut Transaction,
        account_id: &str,
        codes: &DrawnCodes,
    ) -> Result<(), AppError> {
        let now = tx.now();
        Ok(store::replace_recovery_codes(tx, account_id, &codes.hashes, now).await?)
    }
}

fn draw() -> Result<String, getrandom::Error> {
    let mut code = String::new();
    while code.len() < LENGTH {
        let mut byte = [0_u8; 1];
        getrandom::fill(&mut byte)?;
        // Bytes without a letter are drawn again, so that each letter is equally likely.
        code.extend(ALPHABET.get(usize::from(byte[0] % 32)).copied().map(char::from));
    }
    Ok(code)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn codes_differ_and_contain_only_letters_of_the_alphabet() {
        let codes: BTreeSet<String> = (0..100).map(|_| draw().unwrap()).collect();
        assert_eq!(codes.len(), 100);
        let used: BTreeSet<u8> = codes.iter().flat_map(|code| code.bytes()).collect();
        assert!(used.iter().all(|letter| ALPHABET.contains(letter)), "{codes:?}");
        assert_eq!(used.len(), ALPHABET.len(), "every letter is used");
        assert!(codes.iter().all(|code| code.len() == LENGTH));
    }
}
