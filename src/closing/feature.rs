//! What closing accounts brings to the application.

use super::pages::CloseOwn;
use crate::{
    access::{Permission, Rule::Needs},
    feature::{Feature, Page},
};

/// What closing accounts brings to the application.
pub(crate) fn feature() -> Feature {
    Feature::new("closing").functions(super::FUNCTIONS).page(Page::new(
        "/account/close",
        Needs(Permission::USE_ACCOUNT),
        CloseOwn,
    ))
}
