//! What the directory brings to the application.

use crate::feature::Feature;

/// Accounts as administrators see them.
pub(crate) fn feature() -> Feature {
    Feature::new("directory").functions(super::FUNCTIONS)
}
