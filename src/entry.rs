//! The browser's entry point of Hallpass alone. Two crates that both export one do not link, so an application defines
//! its own with [`browser!`](crate::browser) and leaves the feature `entry` off.

use crate::{app::App, hydrate::hydrate as take_over};

/// Hydrates the page. Called once, by the script that loads the bundle.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    take_over(App::new("Hallpass"));
}
