//! Accounts: profiles, attempt limits, and what responses reveal.

mod breached_list;
mod breached_service;
mod enumeration;
mod limits;
mod profile;
mod writing;
