//! The kinds of WebAuthn credentials.

use strum::IntoStaticStr;

/// A kind of WebAuthn credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum KeyKind {
    /// Verifies its user, and signs in without a password.
    Passkey,
    /// Is asked for after the password, and need not verify its user.
    SecurityKey,
}

impl KeyKind {
    /// The name in the database.
    pub(crate) fn name(self) -> &'static str {
        self.into()
    }
}
