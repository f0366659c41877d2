//! What notes about accounts bring to the application.

use crate::feature::Feature;

/// What notes about accounts bring to the application.
pub(crate) fn feature() -> Feature {
    Feature::new("account_note").functions(super::FUNCTIONS)
}
