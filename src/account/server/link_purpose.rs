//! The purposes of one-time links.

use strum::IntoStaticStr;

/// What a one-time link may be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum LinkPurpose {
    SetUp,
    PasswordReset,
}

impl LinkPurpose {
    pub(super) fn name(self) -> &'static str {
        self.into()
    }
}
