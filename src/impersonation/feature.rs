//! Declares the feature for impersonation.

use crate::{access::Permission, audit::Act, feature::Feature};

/// The feature for impersonation.
pub(crate) fn feature() -> Feature {
    Feature::new("impersonation")
        .permissions(&[Permission::IMPERSONATE])
        .acts(&[Act::IMPERSONATE])
        .functions(super::FUNCTIONS)
}
