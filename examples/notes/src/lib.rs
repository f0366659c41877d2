//! A choir's site, built on Hallpass, in which members keep private notes.
#![recursion_limit = "256"]

mod notes;

use hallpass::App;

/// The application, the same on the server and in the browser.
pub fn app() -> App {
    App::new("Choir").feature(notes::feature())
}

hallpass::browser!(app);
