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
        .page(Page::new("/admin/accounts", Needs(Permission::VIEW_ACCOUNTS), AccountList).loads_data())
        .page(Page::new("/admin/accounts/bulk", Needs(Permission::VIEW_ACCOUNTS), BulkActs).loads_data())
        .page(Page::new("/admin/accounts/:id/:view?", Needs(Permission::VIEW_ACCOUNTS), AccountDetail).loads_data())
        .link(Link::console("/admin/accounts", t::title).icon("users").section(texts::console::people))
}
