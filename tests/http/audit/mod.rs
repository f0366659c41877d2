//! The audit: events, refusals, the hash chain, filters and files.

mod chain;
pub(crate) mod events;
mod files;
mod filter;
pub(crate) mod refusals;
