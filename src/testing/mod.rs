//! Test support: a server with its own database, address and clock, which tests can move, and the browsers of the
//! people who use it. `TestApp::of(app())` starts a server.

mod app;
mod browser;
mod database;

pub use app::{NEW_PASSWORD, PASSWORD, TestApp, configure, free_port, new_name, serve};
pub use browser::*;
pub use database::TestDatabase;
