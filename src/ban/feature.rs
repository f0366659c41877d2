//! Declares the feature for bans and appeals.

use leptos::prelude::*;

use super::pages::{Appeals, AppealsBadge};
use crate::{
    access::{Permission, Rule::Needs},
    audit::Act,
    feature::{Feature, Link, Page},
    texts::{self, ban as t},
};

/// The feature for bans and appeals.
pub(crate) fn feature() -> Feature {
    Feature::new("ban")
        .permissions(&[Permission::BAN_ACCOUNTS])
        .acts(&[Act::BAN, Act::LIFT_BAN, Act::CHANGE_BAN, Act::APPEAL, Act::ANSWER_APPEAL])
        .functions(super::FUNCTIONS)
        .page(
            Page::lazy(
                "/admin/appeals",
                Needs(Permission::BAN_ACCOUNTS),
                crate::lazy_view!(console, appeals_page, Appeals),
            )
            .loads_data(),
        )
        .link(
            Link::console("/admin/appeals", t::appeals)
                .icon("message-square-text")
                .section(texts::console::people)
                .badge(|| view! { <AppealsBadge/> }.into_any()),
        )
}
