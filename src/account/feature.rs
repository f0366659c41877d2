//! What accounts bring to the application. Their page is part of the one about a person's own sign-in.

use super::api::FUNCTIONS;
use crate::feature::Feature;

/// Names, e-mail addresses and the strength of passwords.
pub(crate) fn feature() -> Feature {
    Feature::new("account").functions(FUNCTIONS)
}
