//! Declares the feature for notes about accounts.

use crate::feature::Feature;

/// The feature for notes about accounts.
pub(crate) fn feature() -> Feature {
    Feature::new("account_note").functions(super::FUNCTIONS)
}
