//! What the export of an account brings to the application.

use super::{EXPORT, EXPORT_OF, pages::ExportOwn};
use crate::{
    access::{Permission, Rule::Needs},
    feature::{Feature, Page},
};

/// What the export of an account brings to the application.
pub(crate) fn feature() -> Feature {
    Feature::new("export").downloads(&[EXPORT, EXPORT_OF]).page(Page::new(
        "/account/export",
        Needs(Permission::USE_ACCOUNT),
        ExportOwn,
    ))
}
