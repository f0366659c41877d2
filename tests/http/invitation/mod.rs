//! Invitations and the sign-up mode.

pub(crate) mod sign_up_mode;
