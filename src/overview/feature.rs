//! What the overview brings to the application.

use leptos::prelude::*;

use super::pages::{Overview, WarningsBadge};
use crate::{
    access::{Permission, Rule::Needs},
    feature::{Feature, Link, Page},
};

/// What the overview brings to the application.
pub(crate) fn feature() -> Feature {
    Feature::new("overview")
        .functions(super::FUNCTIONS)
        .page(Page::new("/admin", Needs(Permission::USE_CONSOLE), Overview).loads_data())
        .link(Link::header("/admin", "Admin"))
        .link(Link::console("/admin", "Overview").badge(|| view! { <WarningsBadge/> }.into_any()))
}
