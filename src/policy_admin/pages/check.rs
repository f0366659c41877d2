//! What the parts of the page share: the result of a check, and the address of a scope.

use crate::{access::encode, error::AppError, policy_admin::PolicyPreview};

/// What has been found about the values in the form.
pub(super) type Check = Option<Result<PolicyPreview, AppError>>;

/// The address of a scope's page.
pub(super) fn address(scope: &str) -> String {
    if scope == "everyone" { "/admin/policy".to_owned() } else { format!("/admin/policy?id={}", encode(scope)) }
}
