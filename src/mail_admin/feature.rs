//! Declares the feature for the outbox.

use super::pages::MailPage;
use crate::{
    access::{Permission, Rule::Needs},
    feature::{Feature, Link, Page},
    texts::{self, mail_admin as t},
};

/// The outbox in the console.
pub(crate) fn feature() -> Feature {
    Feature::new("mail_admin")
        .functions(super::FUNCTIONS)
        .page(
            Page::lazy(
                "/admin/mail",
                Needs(Permission::MANAGE_POLICY),
                crate::lazy_view!(console, mail_page, MailPage),
            )
            .loads_data(),
        )
        .link(Link::console("/admin/mail", t::title).icon("mail").section(texts::console::records))
}
