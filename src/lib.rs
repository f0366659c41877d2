//! Hallpass: accounts and sessions for a Leptos application, rendered on the server and hydrated
//! in the browser. This file lists the modules and starts the browser side; no logic here.
#![recursion_limit = "256"]

pub mod access;
pub mod account;
pub mod admin;
#[expect(unreachable_pub, reason = "the component macro makes props of private components pub")]
pub mod app;
pub mod audit;
pub mod error;
pub mod health;
pub mod job;
#[expect(unreachable_pub, reason = "the component macro makes props of private components pub")]
pub mod live;
pub mod policy;
pub mod session;
#[expect(unreachable_pub, reason = "the component macro makes props of private components pub")]
pub mod ui;

#[cfg(feature = "ssr")]
pub mod command;
#[cfg(feature = "ssr")]
pub mod database;
#[cfg(feature = "ssr")]
pub mod server;

#[cfg(feature = "hydrate")]
#[expect(unreachable_pub, reason = "the browser calls what it exports")]
mod hydrate;
