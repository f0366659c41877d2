//! Declares the feature for notes about accounts.

use crate::{audit::Act, feature::Feature};

/// The feature for notes about accounts.
pub(crate) fn feature() -> Feature {
    Feature::new("account_note").acts(&[Act::NOTE]).functions(super::FUNCTIONS)
}
