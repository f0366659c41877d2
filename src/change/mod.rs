//! Notifications: when a transaction is committed, the watchers of the accounts that it has changed are notified, at
//! once in this process and within half a second in others. Others learn of it from rows that the transaction has
//! written.

mod follow;
mod hub;
mod notify;
mod store;

pub use hub::{Changes, Watcher};
