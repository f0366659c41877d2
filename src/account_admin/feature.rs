//! Declares the feature for the console pages for accounts.

use super::pages::{AccountDetail, AccountList, BulkActs};
use crate::{
    access::{Permission, Rule::Needs},
    feature::{Feature, Link, Page},
    texts::{self, account_admin as t},
};

/// The feature for the console pages for accounts.
pub(crate) fn feature() -> Feature {
    Feature::new("account_admin")
        .functions(super::FUNCTIONS)
        .page(
            Page::lazy(
                "/admin/accounts",
                Needs(Permission::VIEW_ACCOUNTS),
                crate::lazy_view!(console, account_list_page, AccountList),
            )
            .loads_data(),
        )
        .page(
            Page::lazy(
                "/admin/accounts/bulk",
                Needs(Permission::VIEW_ACCOUNTS),
                crate::lazy_view!(console, bulk_acts_page, BulkActs),
            )
            .loads_data(),
        )
        .page(
            Page::lazy(
                "/admin/accounts/:id/:view?",
                Needs(Permission::VIEW_ACCOUNTS),
                crate::lazy_view!(console, account_detail_page, AccountDetail),
            )
            .loads_data(),
        )
        .link(Link::console("/admin/accounts", t::title).icon("users").section(texts::console::people))
}
