//! The audit: events, refusals, the hash chain, filters and files.

mod chain;
mod events;
mod files;
mod filter;
mod refusals;
