//! The command line, run as the built program.

mod accounts;
mod audit;
mod bans;
mod breached;
mod check;
mod closed_output;
mod database;
mod demo;
mod factors;
mod general;
mod policy;
mod sessions;
