//! Declares the feature for roles and the access matrix.

use super::pages::{Access, Roles};
use crate::{
    access::{Permission, Rule::Needs},
    feature::{Feature, Link, Page},
};

/// The feature for roles and the access matrix.
pub(crate) fn feature() -> Feature {
    Feature::new("role")
        .functions(super::FUNCTIONS)
        .page(Page::new("/admin/roles", Needs(Permission::USE_CONSOLE), Roles).loads_data())
        .page(Page::new("/admin/access", Needs(Permission::USE_CONSOLE), Access).loads_data())
        .link(Link::console("/admin/roles", "Roles"))
        .link(Link::console("/admin/access", "Access"))
}
