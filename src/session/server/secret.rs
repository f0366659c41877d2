//! The secret ID of a session: the value of its cookie. The database stores a digest of it.

use axum_login::tower_sessions::session::Id;

use crate::link::token;

/// A fresh ID of 128 bits from the operating system (ASVS 7.2.3).
pub(super) fn new_secret() -> Result<Id, getrandom::Error> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes)?;
    Ok(Id(i128::from_le_bytes(bytes)))
}

/// The digest of an ID, as the database stores it.
pub(super) fn secret_hash(id: Id) -> String {
    token::digest(&id.to_string())
}
