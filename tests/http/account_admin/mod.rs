//! The console's accounts: lists, and acts on one or several accounts.

mod accounts;
mod bulk;
mod concurrent;
mod list;
