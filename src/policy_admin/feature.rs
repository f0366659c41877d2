//! Declares the feature for the policy page.

use super::pages::Policy;
use crate::{
    access::{Permission, Rule::Needs},
    audit::Act,
    feature::{Feature, Link, Page},
    texts::{self, policy_admin as t},
};

/// The feature for the policy page.
pub(crate) fn feature() -> Feature {
    Feature::new("policy_admin")
        .permissions(&[Permission::MANAGE_POLICY])
        .acts(&[Act::CHANGE_POLICY])
        .functions(super::FUNCTIONS)
        .page(
            Page::lazy(
                "/admin/policy",
                Needs(Permission::MANAGE_POLICY),
                crate::lazy_view!(console, policy_page, Policy),
            )
            .loads_data(),
        )
        .link(Link::console("/admin/policy", t::title).icon("sliders-horizontal").section(texts::console::rules))
}
