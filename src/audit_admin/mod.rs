//! The console page for reading the audit.

mod feature;
pub mod pages;

pub(crate) use feature::feature;
