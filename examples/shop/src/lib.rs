//! A choir's shop, built on Hallpass. The cart that a guest has filled is still there after signing in.
#![recursion_limit = "256"]

mod shop;

use hallpass::App;

hallpass::texts!(pub(crate) mod texts = "locales");

/// The application, the same on the server and in the browser.
pub fn app() -> App {
    App::new("Choir shop").texts(&texts::SOURCE).feature(shop::feature())
}

hallpass::browser!(app);
