//! The channel of open tabs and the changes that it reports.

mod changes;
mod channel;
