//! The browser's entry point: hydrates the page that the server rendered.

use crate::app::{App, Root};

/// Hydrates the document body with an application. Called once, by the function that [`browser!`](crate::browser)
/// defines.
pub fn hydrate(app: App) {
    console_error_panic_hook::set_once();
    if let Err(problem) = app.install() {
        leptos::logging::error!("{problem}");
    }
    leptos::mount::hydrate_body(Root);
    // For tests and styles: from now on, the page is interactive.
    if let Some(root) = leptos::prelude::document().document_element() {
        // Cannot fail for this attribute name.
        let _ = root.set_attribute("data-hydrated", "");
    }
}
