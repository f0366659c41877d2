//! The browser's entry: takes over the page that the server rendered.

use crate::app::{App, Root};

/// Hydrates the document body with an application. Called once, by what [`browser!`](crate::browser) writes.
pub fn hydrate(app: App) {
    console_error_panic_hook::set_once();
    if let Err(problem) = app.install() {
        leptos::logging::error!("{problem}");
    }
    leptos::mount::hydrate_body(Root);
    // For tests and styles: from now on the page is alive.
    if let Some(root) = leptos::prelude::document().document_element() {
        // Fails only for names that are not allowed.
        let _ = root.set_attribute("data-hydrated", "");
    }
}
