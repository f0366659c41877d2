//! The SHA-1 hash by which lists of breached passwords know a password. It protects nothing and must not leave this
//! folder.

use sha1::{Digest as _, Sha1};

use crate::account::server::password::Password;

/// The number of hexadecimal digits that a service may learn.
const PREFIX: usize = 5;

/// The SHA-1 hash of a password. It has no `Debug`, so that it cannot be logged.
pub(super) struct Digest([u8; 20]);

impl Digest {
    /// Of the password in UTF-8 and NFC.
    pub(super) fn of(password: &Password) -> Self {
        Self(Sha1::digest(password.bytes()).into())
    }

    /// The hash's beginning, as lists have it.
    pub(super) fn entry(&self) -> u64 {
        entry(&self.0)
    }

    /// The first 5 and the other 35 hexadecimal digits, in capitals.
    pub(super) fn split(&self) -> (String, String) {
        let mut prefix = hex::encode_upper(self.0);
        let suffix = prefix.split_off(PREFIX);
        (prefix, suffix)
    }
}

/// The first 8 bytes of a hash as a number, which has the same order.
pub(super) fn entry(hash: &[u8; 20]) -> u64 {
    hash.first_chunk().copied().map_or(0, u64::from_be_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_are_those_of_the_public_list() {
        // FIPS 180, and the example in the documentation of the range API.
        let digest = Digest::of(&"abc".to_owned().into());
        assert_eq!(digest.entry(), 0xa999_3e36_4706_816a);
        let (prefix, suffix) = Digest::of(&"P@ssw0rd".to_owned().into()).split();
        assert_eq!((&*prefix, &*suffix), ("21BD1", "2DC183F740EE76F27B78EB39C8AD972A757"));
    }
}
