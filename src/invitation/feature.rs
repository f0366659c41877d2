//! Declares the feature for invitations.

use super::pages::Invitations;
use crate::{
    access::{Permission, Rule::Needs},
    audit::Act,
    feature::{Feature, Link, Page},
    texts::{self, invitation as t},
};

/// The feature for invitations.
pub(crate) fn feature() -> Feature {
    Feature::new("invitation")
        .permissions(&[Permission::INVITE])
        .acts(&[Act::INVITE])
        .functions(super::FUNCTIONS)
        .page(
            Page::lazy(
                "/admin/invitations",
                Needs(Permission::INVITE),
                crate::lazy_view!(console, invitations_page, Invitations),
            )
            .loads_data(),
        )
        .link(Link::console("/admin/invitations", t::title).icon("mail").section(texts::console::people))
}
