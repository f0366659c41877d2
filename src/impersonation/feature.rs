//! What impersonation brings to the application.

use crate::feature::Feature;

/// What impersonation brings to the application.
pub(crate) fn feature() -> Feature {
    Feature::new("impersonation").functions(super::FUNCTIONS)
}
