//! Declares the feature for the overview.

use leptos::prelude::*;

use super::pages::{Overview, WarningsBadge};
use crate::{
    access::{Permission, Rule::Needs},
    audit::Act,
    feature::{Feature, Link, Page},
    texts::overview as t,
};

/// The feature for the overview.
pub(crate) fn feature() -> Feature {
    Feature::new("overview")
        .permissions(&[Permission::USE_CONSOLE])
        .acts(&[Act::CONFIRM_CLOCK, Act::OPEN_PAGE, Act::CALL])
        .functions(super::FUNCTIONS)
        .page(
            Page::lazy("/admin", Needs(Permission::USE_CONSOLE), crate::lazy_view!(console, overview_page, Overview))
                .loads_data(),
        )
        .link(Link::header("/admin", t::admin).icon("shield"))
        .link(
            Link::console("/admin", t::title).icon("layout-dashboard").badge(|| view! { <WarningsBadge/> }.into_any()),
        )
}
