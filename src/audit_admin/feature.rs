//! Declares the feature for the audit page.

use super::pages::AuditLog;
use crate::{
    access::{Permission, Rule::Needs},
    audit::Act,
    audit::{AUDIT_CSV, AUDIT_JSONL, FUNCTIONS},
    feature::{Feature, Link, Page},
    policy::Setting,
    texts::{self, audit_admin as t},
};

/// The feature for the audit page.
pub(crate) fn feature() -> Feature {
    Feature::new("audit_admin")
        .permissions(&[Permission::VIEW_AUDIT])
        .acts(&[Act::EXPORT_AUDIT, Act::PURGE_AUDIT])
        .settings(&[Setting::AUDIT])
        .functions(FUNCTIONS)
        .downloads(&[AUDIT_CSV, AUDIT_JSONL])
        .page(
            Page::lazy(
                "/admin/audit",
                Needs(Permission::VIEW_AUDIT),
                crate::lazy_view!(console, audit_log_page, AuditLog),
            )
            .loads_data(),
        )
        .link(Link::console("/admin/audit", t::title).icon("scroll-text").section(texts::console::records))
}
