//! Declares the preferences feature.

use super::{api::FUNCTIONS, pages::PreferencesPage};
use crate::{
    access::{Permission, Rule},
    feature::{Feature, Link, Page},
    texts::preferences as t,
};

/// The page of preferences, and the functions that change them.
pub(crate) fn feature() -> Feature {
    Feature::new("preferences")
        .functions(FUNCTIONS)
        .page(Page::lazy(
            "/account/preferences",
            Rule::Needs(Permission::USE_ACCOUNT),
            crate::lazy_view!(account, preferences_page, PreferencesPage),
        ))
        .link(Link::account("/account/preferences", t::title).icon("sliders-horizontal"))
}
