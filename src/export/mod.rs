//! Exports of all data about an account, as a file.

mod feature;
pub mod pages;
#[cfg(feature = "ssr")]
pub mod server;

pub(crate) use feature::feature;

use crate::{
    access::{Download, Permission, Rule},
    audit::Act,
};

/// The export of the caller's own account.
pub const EXPORT: Download = Download {
    path: "/account/export.json",
    rule: Rule::Needs(Permission::USE_ACCOUNT),
    reauthentication: true,
    act: Act::EXPORT_ACCOUNT.name(),
};

/// The export of any account.
pub const EXPORT_OF: Download = Download {
    path: "/admin/accounts/{id}/export.json",
    rule: Rule::Needs(Permission::CLOSE_ACCOUNTS),
    reauthentication: true,
    act: Act::EXPORT_ACCOUNT.name(),
};
