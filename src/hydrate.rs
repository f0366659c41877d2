//! The browser's entry point: hydrates the page that the server rendered.

use crate::{
    app::{App, Root, load_chunks},
    locale,
};

/// Hydrates the document body with an application. Called once, by the function that [`browser!`](crate::browser)
/// defines.
pub fn hydrate(app: App) {
    console_error_panic_hook::set_once();
    if let Err(problem) = app.install() {
        leptos::logging::error!("{problem}");
    }
    wasm_bindgen_futures::spawn_local(async {
        let language = locale::page_language();
        // Without its texts, the page stays as the server has rendered it, and works as it does without JavaScript.
        if !locale::load(language).await {
            return leptos::logging::error!("the texts could not be loaded");
        }
        locale::switch_to(language);
        // The same applies if a chunk cannot be loaded.
        if !load_chunks().await {
            return leptos::logging::error!("a chunk could not be loaded");
        }
        hydrate_body();
    });
}

fn hydrate_body() {
    leptos::mount::hydrate_body(Root);
    // For tests and styles: from now on, the page is interactive.
    if let Some(root) = leptos::prelude::document().document_element() {
        // Cannot fail for this attribute name.
        let _ = root.set_attribute("data-hydrated", "");
    }
}
