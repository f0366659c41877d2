//! The hash chain of the audit: what a transaction has recorded is appended as it commits, so that neither
//! happens without the other.

mod entry;
mod record;
mod store;

pub(super) use entry::{ChainEntry, digest_of_origin};
