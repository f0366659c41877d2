//! Accounts: profiles, attempt limits, and what responses reveal.

mod enumeration;
mod limits;
mod profile;
mod writing;
