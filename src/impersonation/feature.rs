//! Declares the feature for impersonation.

use crate::feature::Feature;

/// The feature for impersonation.
pub(crate) fn feature() -> Feature {
    Feature::new("impersonation").functions(super::FUNCTIONS)
}
