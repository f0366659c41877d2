//! Input events that show that somebody is using the page.

use std::cell::Cell;

use leptos::prelude::*;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, Event};

/// The events that count. Moving the pointer does not: a cat or a shaking table can do that.
const INPUT: [&str; 4] = ["keydown", "input", "pointerdown", "wheel"];
/// How long after a key press somebody still counts as typing, in milliseconds.
const TYPING: f64 = 5_000.0;
/// The elements that take text.
const TEXT: &str = "textarea, input:not([type=checkbox], [type=radio]), [contenteditable]";

thread_local! {
    /// When a key was last pressed, in milliseconds.
    static LAST_KEY: Cell<f64> = const { Cell::new(0.0) };
}

/// Calls `run` at each input on the page, for the lifetime of the page. Input inside an element that matches the CSS
/// selector `apart` is ignored, and all input while that element is an open dialog: between its buttons, the focus may
/// be nowhere.
pub fn on_input(apart: &'static str, run: impl Fn() + 'static) {
    let dialog = format!("dialog[open]{apart}");
    let did = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
        // Scripts can dispatch events, too.
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
        // Cannot fail for these event names. Listens in the capture phase: events whose propagation is stopped count as
        // well.
        let _ = window().add_event_listener_with_callback_and_bool(name, did.as_ref().unchecked_ref(), true);
    }
    did.forget();
}

/// Whether somebody is currently typing into a field.
pub fn is_typing() -> bool {
    let is_text = |element: Element| element.matches(TEXT).unwrap_or_default();
    js_sys::Date::now() - LAST_KEY.get() < TYPING && document().active_element().is_some_and(is_text)
}

/// Checks the radio button or checkbox with this ID, or clears it.
pub fn set_checked(id: &str, checked: bool) {
    if let Some(element) = document().get_element_by_id(id) {
        // Fails only on frozen objects.
        let _ = js_sys::Reflect::set(&element, &"checked".into(), &checked.into());
    }
}

/// The name of the field in which an event happened; empty outside fields.
pub fn field_of(event: &Event) -> String {
    let name = event.target().map(|target| js_sys::Reflect::get(&target, &"name".into()));
    name.and_then(Result::ok).and_then(|name| name.as_string()).unwrap_or_default()
}

/// Whether an event happened in an element that takes text.
pub fn is_in_field(event: &Event) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| target.matches(TEXT).unwrap_or_default() || target.tag_name() == "SELECT")
}
