//! Shared by the parts of the page: the result of a check, and the URL of a scope.

use crate::{access::encode, error::AppError, policy_admin::PolicyPreview};

/// The result of checking the form's values, if they have been checked.
pub(super) type Check = Option<Result<PolicyPreview, AppError>>;

/// The URL of a scope's page.
pub(super) fn address(scope: &str) -> String {
    if scope == "everyone" { "/admin/policy".to_owned() } else { format!("/admin/policy?id={}", encode(scope)) }
}
