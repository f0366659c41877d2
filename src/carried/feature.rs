//! Declares the feature of carried state.

use crate::feature::Feature;

/// Carried state; its kinds are declared by other features.
pub(crate) fn feature() -> Feature {
    Feature::new("carried").server(crate::on_server!(super::server::SIDE))
}
