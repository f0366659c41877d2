//! Closing accounts.

mod account;
