//! Declares the feature for jobs.

use crate::feature::Feature;

/// The feature for jobs.
pub(crate) fn feature() -> Feature {
    Feature::new("job").functions(super::FUNCTIONS)
}
