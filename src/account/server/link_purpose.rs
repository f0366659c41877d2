//! The purposes of one-time links.

/// What a one-time link may be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkPurpose {
    SetUp,
    PasswordReset,
}

impl LinkPurpose {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::SetUp => "set_up",
            Self::PasswordReset => "password_reset",
        }
    }
}
