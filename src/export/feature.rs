//! Declares the feature for the export of an account's data.

use super::{EXPORT, EXPORT_OF, pages::ExportOwn};
use crate::{
    access::{Permission, Rule::Needs},
    audit::Act,
    feature::{Feature, Page},
};

/// The feature for the export of an account's data.
pub(crate) fn feature() -> Feature {
    Feature::new("export").acts(&[Act::EXPORT_ACCOUNT]).downloads(&[EXPORT, EXPORT_OF]).page(Page::lazy(
        "/account/export",
        Needs(Permission::USE_ACCOUNT),
        crate::lazy_view!(account, export_page, ExportOwn),
    ))
}
