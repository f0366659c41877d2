//! What roles bring to the application.

use super::pages::{Access, Roles};
use crate::{
    access::{Permission, Rule::Needs},
    feature::{Feature, Link, Page},
};

/// What roles bring to the application.
pub(crate) fn feature() -> Feature {
    Feature::new("role")
        .functions(super::FUNCTIONS)
        .page(Page::new("/admin/roles", Needs(Permission::USE_CONSOLE), Roles).loads_data())
        .page(Page::new("/admin/access", Needs(Permission::USE_CONSOLE), Access).loads_data())
        .link(Link::console("/admin/roles", "Roles"))
        .link(Link::console("/admin/access", "Access"))
}
