//! Test support: a server with a database, a clock that tests can move and an address, and the browsers of the people
//! who use it. `TestApp::of(app())` starts one.

mod app;
mod browser;
mod database;

pub use app::{NEW_PASSWORD, PASSWORD, TestApp, configure, free_port, new_name, serve};
pub use browser::*;
pub use database::TestDatabase;
