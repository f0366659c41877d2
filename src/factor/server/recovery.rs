//! Recovery codes: drawn at random, shown once and stored as Argon2id hashes (ASVS 6.5.2).

use super::{service::Factors, store};
use crate::{
    account::server::password::Password, database::Transaction, error::AppError, factor::RECOVERY_CODES, link::code,
};

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
            let code = code::draw(LENGTH).map_err(|error| AppError::internal(&error))?;
            hashes.push(self.accounts.hashers().hash(Password::from(code.clone())).await?);
            shown.push(code::shown(&code));
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
