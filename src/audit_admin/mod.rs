//! The console page for reading the audit.

mod feature;
#[expect(unreachable_pub, reason = "the component macro makes props of private components pub")]
pub mod pages;

pub(crate) use feature::feature;
