//! What only a browser can do. `no_browser` has the same functions for the server.

use leptos::{leptos_dom::helpers::window_event_listener_untyped, prelude::*};
use wasm_bindgen::JsCast;

/// Now, in Unix seconds of this device's clock.
#[expect(clippy::cast_possible_truncation, reason = "seconds since 1970 fit")]
pub fn now() -> i64 {
    (js_sys::Date::now() / 1000.0) as i64
}

/// A time in this device's zone and language: "Fri, 4 Dec 2026, 18:00".
#[expect(clippy::cast_precision_loss, reason = "seconds since 1970 fit")]
pub fn local_time(at: i64) -> String {
    let date = js_sys::Date::new(&((at * 1000) as f64).into());
    let options = js_sys::Object::new();
    for (name, value) in [
        ("weekday", "short"),
        ("day", "numeric"),
        ("month", "short"),
        ("year", "numeric"),
        ("hour", "2-digit"),
        ("minute", "2-digit"),
        ("timeZoneName", "short"),
    ] {
        // Fails only on frozen objects.
        let _ = js_sys::Reflect::set(&options, &name.into(), &value.into());
    }
    date.to_locale_string("en-GB", &options).into()
}

/// A textarea's text, as it is: here it becomes a text node.
pub fn textarea_text(text: String) -> String {
    text
}

/// Runs something each time the page comes back to the front or out of the history.
pub fn on_return(run: impl Fn() + Clone + 'static) {
    let shown = run.clone();
    let visible = window_event_listener_untyped("visibilitychange", move |_| {
        if !document().hidden() {
            shown();
        }
    });
    let history = window_event_listener_untyped("pageshow", move |event| {
        if event.dyn_ref::<web_sys::PageTransitionEvent>().is_some_and(web_sys::PageTransitionEvent::persisted) {
            run();
        }
    });
    on_cleanup(move || {
        visible.remove();
        history.remove();
    });
}

/// Moves the focus to the first field that has an error, so that a screen reader reads it.
pub fn focus_first_error() {
    let wrong = document().query_selector("[aria-invalid='true']").ok().flatten();
    if let Some(input) = wrong.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        // Fails only when the element is gone.
        let _ = input.focus();
    }
}

/// What stands in the input of that id.
pub fn input_value(id: &str) -> String {
    let element = document().get_element_by_id(id);
    element
        .and_then(|element| element.dyn_into::<web_sys::HtmlInputElement>().ok())
        .map(|input| input.value())
        .unwrap_or_default()
}
