//! The pages for everyone's sessions.

mod history;
mod listing;
mod row;
mod sessions;

pub(crate) use history::AccountHistory;
pub use sessions::EverySession;
