//! What the page of the policy brings to the application.

use super::pages::Policy;
use crate::{
    access::{Permission, Rule::Needs},
    feature::{Feature, Link, Page},
};

/// What the page of the policy brings to the application.
pub(crate) fn feature() -> Feature {
    Feature::new("policy_admin")
        .functions(super::FUNCTIONS)
        .page(Page::new("/admin/policy", Needs(Permission::MANAGE_POLICY), Policy).loads_data())
        .link(Link::console("/admin/policy", "Policy"))
}
