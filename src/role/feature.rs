//! Declares the feature for roles and the access matrix.

use super::pages::{Access, Roles};
use crate::{
    access::{Permission, Rule::Needs},
    audit::Act,
    feature::{Feature, Link, Page},
    policy::Setting,
    texts::{self, role as t},
};

/// The feature for roles and the access matrix.
pub(crate) fn feature() -> Feature {
    Feature::new("role")
        .permissions(&[Permission::ASSIGN_ROLES, Permission::MANAGE_ROLES])
        .acts(&[Act::CHANGE_ROLE, Act::EDIT_ROLES])
        .settings(&[Setting::ROLE_CHANGE_ENDS])
        .functions(super::FUNCTIONS)
        .page(
            Page::lazy("/admin/roles", Needs(Permission::USE_CONSOLE), crate::lazy_view!(console, roles_page, Roles))
                .loads_data(),
        )
        .page(
            Page::lazy(
                "/admin/access",
                Needs(Permission::USE_CONSOLE),
                crate::lazy_view!(console, access_page, Access),
            )
            .loads_data(),
        )
        .link(Link::console("/admin/roles", t::title).icon("user-cog").section(texts::console::rules))
        .link(Link::console("/admin/access", t::access).icon("key-round").section(texts::console::rules))
}
