//! Notifications: what a transaction changes reaches the watchers of the accounts that it concerns, at once
//! in this process and within half a second in others, through rows written in the same transaction.

mod follow;
mod hub;
mod notify;
mod store;

pub use hub::{Changes, Watcher};
