//! Declares the account feature. The session feature declares the page `/account`.

use super::api::FUNCTIONS;
use crate::feature::Feature;

/// Display names, e-mail addresses and password strength.
pub(crate) fn feature() -> Feature {
    Feature::new("account").functions(FUNCTIONS)
}
