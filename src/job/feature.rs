//! What jobs bring to the application.

use crate::feature::Feature;

/// Work in batches.
pub(crate) fn feature() -> Feature {
    Feature::new("job").functions(super::FUNCTIONS)
}
