//! The pages for everyone's sessions.

mod account_sessions;
mod history;
mod listing;
mod row;
mod sessions;

pub(crate) use account_sessions::AccountSessions;
pub(crate) use history::{AccountHistory, Lately};
pub use sessions::EverySession;
