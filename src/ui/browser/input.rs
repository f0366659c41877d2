//! What somebody does in front of the page, as far as it says that they are there.

use std::cell::Cell;

use leptos::prelude::*;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, Event};

/// What a person does; moving the pointer is not among it, which a cat or a table can do.
const INPUT: [&str; 4] = ["keydown", "input", "pointerdown", "wheel"];
/// So long after a key, in milliseconds, the next may be on its way.
const TYPING: f64 = 5_000.0;
/// Where typing goes.
const TEXT: &str = "textarea, input:not([type=checkbox], [type=radio]), [contenteditable]";

thread_local! {
    /// When a key was last pressed, in milliseconds.
    static LAST_KEY: Cell<f64> = const { Cell::new(0.0) };
}

/// Runs something each time somebody does something on the page, as long as the page lives. What is done
/// in what that CSS selector finds is left out, and everything while that is a dialog: between its buttons
/// the focus may be nowhere.
pub fn on_input(apart: &'static str, run: impl Fn() + 'static) {
    let dialog = format!("dialog[open]{apart}");
    let did = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
        // Scripts make events as well.
        if !event.is_trusted() {
            return;
        }
        if event.type_() == "keydown" || event.type_() == "input" {
            LAST_KEY.set(js_sys::Date::now());
        }
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let is_apart = target.is_some_and(|target| target.closest(apart).is_ok_and(|found| found.is_some()));
        if !is_apart && document().query_selector(&dialog).is_ok_and(|found| found.is_none()) {
            run();
        }
    });
    for name in INPUT {
        // Fails for no event of that name. On the way down: what is stopped on its way up counts as well.
        let _ = window().add_event_listener_with_callback_and_bool(name, did.as_ref().unchecked_ref(), true);
    }
    did.forget();
}

/// Whether somebody is typing into a field at this moment.
pub fn is_typing() -> bool {
    let is_text = |element: Element| element.matches(TEXT).unwrap_or_default();
    js_sys::Date::now() - LAST_KEY.get() < TYPING && document().active_element().is_some_and(is_text)
}

/// The name of the field in which an event happened; empty elsewhere.
pub fn field_of(event: &Event) -> String {
    let name = event.target().map(|target| js_sys::Reflect::get(&target, &"name".into()));
    name.and_then(Result::ok).and_then(|name| name.as_string()).unwrap_or_default()
}
