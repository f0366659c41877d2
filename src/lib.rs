//! Accounts and live sessions for a Leptos application that is rendered on the server and hydrated in the browser. An
//! application is an [`App`]: Hallpass's own features, and those that you add.
//!
//! ```
//! fn app() -> hallpass::App {
//!     hallpass::App::new("Choir")
//! }
//! # app();
//! ```
//!
//! On the server, `hallpass::main(app())` runs the command line, whose command `serve` starts the server. In the
//! browser, the function that `hallpass::browser!(app)` defines hydrates the page that the server has rendered.
#![recursion_limit = "256"]

pub mod access;
pub mod account;
pub mod account_admin;
pub mod account_note;
#[expect(unreachable_pub, reason = "the component macro makes props of private components pub")]
pub mod app;
pub mod audit;
pub mod audit_admin;
pub mod ban;
pub mod carried;
pub mod closing;
#[expect(unreachable_pub, reason = "the component macro makes props of private components pub")]
mod console;
pub mod directory;
pub mod error;
pub mod export;
pub mod factor;
pub mod factor_admin;
#[expect(unreachable_pub, reason = "the component macro makes props of private components pub")]
pub mod feature;
pub mod health;
pub mod impersonation;
pub mod invitation;
pub mod job;
#[expect(unreachable_pub, reason = "the component macro makes props of private components pub")]
pub mod live;
pub mod locale;
pub mod mail_admin;
pub mod overview;
pub mod policy;
pub mod policy_admin;
#[expect(unreachable_pub, reason = "the component macro makes props of private components pub")]
pub mod preferences;
pub mod reactive;
pub mod role;
pub mod security;
pub mod session;
pub mod session_admin;
mod tagged;
pub mod tour;
#[expect(unreachable_pub, reason = "the component macro makes props of private components pub")]
pub mod ui;

#[cfg(feature = "mimalloc")]
mod allocator;
#[cfg(feature = "ssr")]
pub mod change;
#[cfg(feature = "ssr")]
pub mod command;
#[cfg(feature = "ssr")]
pub mod database;
#[cfg(feature = "ssr")]
pub mod link;
#[cfg(feature = "ssr")]
pub mod mail;
#[cfg(feature = "ssr")]
pub mod metrics;
#[cfg(feature = "ssr")]
pub mod server;
#[cfg(feature = "testing")]
#[expect(clippy::missing_panics_doc, reason = "test helpers panic to fail the test")]
pub mod testing;

#[cfg(feature = "entry")]
#[expect(unreachable_pub, reason = "its exports are called by the browser")]
mod entry;
#[cfg(feature = "hydrate")]
mod hydrate;

pub use app::App;
#[cfg(feature = "ssr")]
pub use command::main;
pub use feature::{Feature, LazyView, Link, Menu, Page};
#[cfg(feature = "hydrate")]
pub use hydrate::hydrate;
#[doc(hidden)]
pub use leptos::wasm_bindgen;

texts!(pub(crate) mod texts = "locales");

/// Defines the function that the browser's script calls to hydrate the page. Write `hallpass::browser!(app);` in the
/// application's `lib.rs`, where `app` is the path of the function that creates the application. On the server, the
/// macro expands to nothing.
#[cfg(feature = "hydrate")]
#[macro_export]
macro_rules! browser {
    ($app:path) => {
        #[$crate::wasm_bindgen::prelude::wasm_bindgen(wasm_bindgen = $crate::wasm_bindgen)]
        pub fn hydrate() {
            $crate::hydrate($app());
        }
    };
}

/// Defines the function that the browser's script calls to hydrate the page. Write `hallpass::browser!(app);` in the
/// application's `lib.rs`, where `app` is the path of the function that creates the application. On the server, the
/// macro expands to nothing.
#[cfg(not(feature = "hydrate"))]
#[macro_export]
macro_rules! browser {
    ($app:path) => {};
}
