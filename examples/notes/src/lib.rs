//! A choir's site: accounts and sessions by Hallpass, and notes that members keep for themselves.
#![recursion_limit = "256"]

mod notes;

use hallpass::App;

/// The application, the same on the server and in the browser.
pub fn app() -> App {
    App::new("Choir").feature(notes::feature())
}

hallpass::browser!(app);
