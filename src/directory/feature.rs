//! Declares the feature for the directory of accounts.

use crate::feature::Feature;

/// The feature for the directory of accounts.
pub(crate) fn feature() -> Feature {
    Feature::new("directory").functions(super::FUNCTIONS)
}
