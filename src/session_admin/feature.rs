//! What everybody’s sessions bring to the application.

use super::pages::EverySession;
use crate::{
    access::{Permission, Rule::Needs},
    feature::{Feature, Link, Page},
};

/// What everybody’s sessions bring to the application.
pub(crate) fn feature() -> Feature {
    Feature::new("session_admin")
        .functions(super::FUNCTIONS)
        .page(Page::new("/admin/sessions", Needs(Permission::VIEW_ACCOUNTS), EverySession).loads_data())
        .link(Link::console("/admin/sessions", "Sessions"))
}
