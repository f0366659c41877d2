//! Declares the feature for everyone's sessions.

use super::pages::EverySession;
use crate::{
    access::{Permission, Rule::Needs},
    feature::{Feature, Link, Page},
    texts::{self, session_admin as t},
};

/// The feature for everyone's sessions.
pub(crate) fn feature() -> Feature {
    Feature::new("session_admin")
        .permissions(&[Permission::END_SESSIONS])
        .functions(super::FUNCTIONS)
        .page(
            Page::lazy(
                "/admin/sessions",
                Needs(Permission::VIEW_ACCOUNTS),
                crate::lazy_view!(console, every_session_page, EverySession),
            )
            .loads_data(),
        )
        .link(Link::console("/admin/sessions", t::title).icon("monitor-smartphone").section(texts::console::people))
}
