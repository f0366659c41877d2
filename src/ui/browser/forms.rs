//! Forms and their fields.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, FormData};

use crate::error::Fields;

/// Returns a textarea's text unchanged: here it becomes a text node.
pub fn textarea_text(text: String) -> String {
    text
}

/// Moves the focus to the first field with an error, so that a screen reader announces it.
pub fn focus_first_error() {
    let wrong = document().query_selector("[aria-invalid='true']").ok().flatten();
    if let Some(input) = wrong.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        // Fails only if the element is gone.
        let _ = input.focus();
    }
}

/// The values that a form would send, without control fields (`_…`).
pub fn values(form: &web_sys::HtmlFormElement) -> Vec<(String, String)> {
    let pair = |entry: JsValue| {
        let entry = js_sys::Array::from(&entry);
        Some((entry.get(0).as_string()?, entry.get(1).as_string()?))
    };
    let entries = FormData::new_with_form(form).ok().and_then(|data| js_sys::try_iter(&data).ok().flatten());
    let pairs = entries.into_iter().flatten().filter_map(|entry| pair(entry.ok()?));
    // None of our forms has a field twice.
    Fields::from_pairs(pairs.filter(|(field, _)| !field.starts_with('_'))).unwrap_or_default().into_iter().collect()
}

/// The values of the form around the element with this ID, without control fields (`_…`).
pub fn values_around(id: &str) -> Vec<(String, String)> {
    form_around(id).map(|form| values(&form)).unwrap_or_default()
}

/// Resets a form to its initial values.
pub fn reset(form: &web_sys::HtmlFormElement) {
    form.reset();
}

fn form_around(id: &str) -> Option<web_sys::HtmlFormElement> {
    document().get_element_by_id(id)?.closest("form").ok()??.dyn_into().ok()
}

/// Submits a form as its button would; `false` if it has a password field to fill in first.
pub fn submit(form: &web_sys::HtmlFormElement) -> bool {
    let needs_password = form.query_selector("input[type='password']").ok().flatten().is_some();
    !needs_password && form.request_submit().is_ok()
}

/// Resets the form around the element with this ID to its initial values.
pub fn reset_around(id: &str) {
    if let Some(form) = form_around(id) {
        form.reset();
    }
}

/// Submits the form around the element with this ID.
pub fn submit_around(id: &str) {
    if let Some(form) = form_around(id) {
        // Fails only if the form is gone.
        let _ = form.request_submit();
    }
}

/// Clears the password fields of a form.
pub fn forget_passwords(form: &web_sys::HtmlFormElement) {
    let Ok(inputs) = form.query_selector_all("input[name*='password']") else { return };
    if !form.is_connected() {
        return;
    }
    for index in 0..inputs.length() {
        if let Some(input) = inputs.item(index).and_then(|node| node.dyn_into::<web_sys::HtmlInputElement>().ok()) {
            input.set_value("");
            // Components beside the field, such as the strength meter, follow its events.
            if let Ok(event) = Event::new("input") {
                let _ = input.dispatch_event(&event);
            }
        }
    }
}

/// Sets the value of the input or select with this ID.
pub fn set_input_value(id: &str, value: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        // Fails only on frozen objects.
        let _ = js_sys::Reflect::set(&element, &"value".into(), &value.into());
    }
}

/// Types a value into the input or select with this ID, as a person would.
pub fn type_into(id: &str, value: &str) {
    set_input_value(id, value);
    let element = document().get_element_by_id(id);
    if let Some((element, event)) = element.zip(Event::new("input").ok()) {
        event.init_event_with_bubbles("input", true);
        // Fails only for events without a name.
        let _ = element.dispatch_event(&event);
    }
}

/// The value of the input or select with this ID.
pub fn input_value(id: &str) -> String {
    let value = document().get_element_by_id(id).map(|element| js_sys::Reflect::get(&element, &"value".into()));
    value.and_then(Result::ok).and_then(|value| value.as_string()).unwrap_or_default()
}
