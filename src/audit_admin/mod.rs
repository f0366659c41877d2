//! The audit, as administrators read it.

mod feature;
pub mod pages;

pub(crate) use feature::feature;
