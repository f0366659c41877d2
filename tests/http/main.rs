//! Tests over HTTP: the real router on a random port, a fresh database for each test, and a clock that tests can move.
//! No test calls a page or a server function directly.
#![cfg(feature = "testing")]

mod access;
mod account;
mod account_admin;
mod account_note;
mod app;
mod audit;
mod ban;
mod closing;
mod command;
mod console;
mod database;
mod directory;
mod export;
mod factor_admin;
mod health;
mod impersonation;
mod invitation;
mod job;
mod live;
mod mail;
mod overview;
mod policy;
mod preferences;
mod role;
mod security;
mod server;
mod session;
mod session_admin;
mod support;
mod tour;
