//! The browser's entry: takes over the page that the server rendered.

/// Hydrates the document body. Called once by the script that loads the bundle.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_body(crate::app::App);
}
