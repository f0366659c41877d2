//! Declares the feature for other people's second factors.

use crate::{access::Permission, audit::Act, feature::Feature};

/// The feature for other people's second factors.
pub(crate) fn feature() -> Feature {
    Feature::new("factor_admin")
        .permissions(&[Permission::ISSUE_TICKETS])
        .acts(&[Act::ISSUE_TICKET, Act::REVOKE_TICKET, Act::USE_TICKET])
        .functions(super::FUNCTIONS)
}
