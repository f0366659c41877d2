//! Exports of personal data.

mod account;
