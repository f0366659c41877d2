//! The policy: its limits, its changes and its page.

mod changes;
mod limits;
mod page;
mod passwords;
