//! The purposes of one-time links.

use strum::IntoStaticStr;

/// What a one-time link may be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum LinkPurpose {
    /// Creates the owner's account.
    SetUp,
    /// Sets a new password.
    PasswordReset,
    /// Verifies an e-mail address.
    VerifyEmail,
    /// Restores an e-mail address that was changed or removed.
    RestoreEmail,
    /// Ends every session of somebody who did not do what a message is about.
    ReportMisuse,
    /// Takes the place of a lost second factor. The link is never made: what is issued is a code to type.
    Ticket,
}

impl LinkPurpose {
    pub(crate) fn name(self) -> &'static str {
        self.into()
    }
}
