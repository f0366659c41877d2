//! The browser's entry: takes over the page that the server rendered.

/// Hydrates the document body. Called once by the script that loads the bundle.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_body(crate::app::App);
    // For tests and styles: from now on the page is alive.
    if let Some(root) = leptos::prelude::document().document_element() {
        // Fails only for names that are not allowed.
        let _ = root.set_attribute("data-hydrated", "");
    }
}
