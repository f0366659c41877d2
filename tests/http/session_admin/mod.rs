//! Administrators list and end other people's sessions.

mod account_sessions;
mod every_session;
