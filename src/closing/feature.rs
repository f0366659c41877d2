//! Declares the feature for closing accounts.

use super::pages::CloseOwn;
use crate::{
    access::{Permission, Rule::Needs},
    audit::Act,
    feature::{Feature, Page},
};

/// The feature for closing accounts.
pub(crate) fn feature() -> Feature {
    Feature::new("closing")
        .permissions(&[Permission::CLOSE_ACCOUNTS])
        .acts(&[Act::CLOSE_ACCOUNT])
        .functions(super::FUNCTIONS)
        .page(Page::lazy(
            "/account/close",
            Needs(Permission::USE_ACCOUNT),
            crate::lazy_view!(account, close_page, CloseOwn),
        ))
}
