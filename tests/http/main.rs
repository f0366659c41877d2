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
mod account_notes;
mod admin;
mod admin_sessions;
mod administrators;
mod appeals;
mod assets;
mod bad_input;
mod ban_terms;
mod bans;
mod body_fuzz;
mod cli;
mod cli_accounts;
mod cli_bans;
mod cli_check;
mod cli_policy;
mod cli_sessions;
mod closing;
mod cookies;
mod ending_races;
mod endings;
mod enumeration;
mod expiry;
mod expiry_policy;
mod expiry_roles;
mod export;
mod headers;
mod health;
mod history;
mod invitations;
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
mod policy_changes;
mod policy_page;
mod redirects;
mod registry;
mod roles;
mod safe_methods;
mod session_cap;
mod sessions;
mod set_up;
mod sign_in;
mod sign_out;
mod sign_up;
mod tls_proxy;
mod upkeep;
