//! The hash chain of the audit. The events of a transaction are appended when it commits, so that neither is
//! stored without the other.

mod entry;
mod record;
mod store;

pub(super) use entry::{ChainEntry, digest_of_origin};
