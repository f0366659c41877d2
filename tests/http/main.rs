//! Hallpass over HTTP: the real router on a random port, a fresh database for each test, a clock
//! that tests can move. The files mirror what a person asks for; nothing here calls a page or a
//! server function directly.
#![cfg(feature = "ssr")]

mod app;
mod browser;
mod channel;
mod database;
mod program;

mod access_matrix;
mod account;
mod admin;
mod admin_sessions;
mod administrators;
mod assets;
mod audit;
mod audit_chain;
mod audit_files;
mod audit_refusals;
mod bad_input;
mod bans;
mod body_fuzz;
mod cli;
mod cli_audit;
mod cli_bans;
mod cli_check;
mod cli_sessions;
mod cookies;
mod ending_races;
mod endings;
mod enumeration;
mod expiry;
mod expiry_policy;
mod expiry_roles;
mod headers;
mod health;
mod history;
mod limits;
mod live;
mod live_changes;
mod logs;
mod origin;
mod panics;
mod password;
mod password_reset;
mod plain_forms;
mod policy;
mod redirects;
mod registry;
mod safe_methods;
mod session_cap;
mod sessions;
mod set_up;
mod sign_in;
mod sign_out;
mod sign_up;
mod tls_proxy;
mod upkeep;
