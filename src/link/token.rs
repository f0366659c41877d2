//! Secrets that are issued once and stored only as digests.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

/// The number of random bytes in a token: 256 bits (ASVS 11.5.1).
const TOKEN_BYTES: usize = 32;

/// The number of characters of a token.
pub const LENGTH: usize = 43;

/// Generates a token from the operating system's random source, in URL-safe Base64.
///
/// # Errors
/// When the system has no random bytes.
pub fn generate() -> Result<String, getrandom::Error> {
    let mut bytes = [0_u8; TOKEN_BYTES];
    getrandom::fill(&mut bytes)?;
    Ok(BASE64_URL_SAFE_NO_PAD.encode(bytes))
}

/// The digest of a secret, as it is stored: SHA-256 in hexadecimal. The secrets are random and long, so a slow,
/// salted hash would add nothing.
pub fn digest(secret: &str) -> String {
    hex::encode(Sha256::digest(secret))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_sha_256() {
        assert_eq!(digest("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    #[test]
    fn tokens_are_long_and_differ() {
        let (one, other) = (generate().unwrap(), generate().unwrap());
        assert_eq!(one.len(), LENGTH);
        assert_ne!(one, other);
    }
}
