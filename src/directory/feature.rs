//! Declares the feature for the directory of accounts.

use crate::{access::Permission, feature::Feature};

/// The feature for the directory of accounts.
pub(crate) fn feature() -> Feature {
    Feature::new("directory").permissions(&[Permission::VIEW_ACCOUNTS]).functions(super::FUNCTIONS)
}
