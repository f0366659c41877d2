//! Declares the feature for bans and appeals.

use leptos::prelude::*;

use super::pages::{Appeals, AppealsBadge};
use crate::{
    access::{Permission, Rule::Needs},
    feature::{Feature, Link, Page},
};

/// The feature for bans and appeals.
pub(crate) fn feature() -> Feature {
    Feature::new("ban")
        .functions(super::FUNCTIONS)
        .page(Page::new("/admin/appeals", Needs(Permission::BAN_ACCOUNTS), Appeals).loads_data())
        .link(Link::console("/admin/appeals", "Appeals").badge(|| view! { <AppealsBadge/> }.into_any()))
}
