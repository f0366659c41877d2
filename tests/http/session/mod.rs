//! Sessions: how they begin, how long they last, and how they end.

mod bound;
mod cache;
mod cap;
mod concurrent;
mod cookies;
mod ending_races;
mod endings;
mod expiry;
mod expiry_policy;
mod expiry_roles;
mod failures;
mod history;
mod maintenance;
mod one_transaction;
mod password;
mod password_reset;
mod places;
mod registry;
mod set_up;
mod sign_in;
mod sign_out;
mod sign_up;
mod statements;
