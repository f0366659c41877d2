//! What only a browser can do. `no_browser` has the same functions for the server.

mod arrival;
mod input;

pub use arrival::{arrive, keep_focus, remember_focus, return_focus};
pub use input::{field_of, is_typing, on_input};

use leptos::{leptos_dom::helpers::window_event_listener_untyped, prelude::*};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{BroadcastChannel, Event, FormData};

use crate::error::Fields;

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

/// Milliseconds, to measure how long something takes.
pub fn milliseconds() -> f64 {
    js_sys::Date::now()
}

/// Whether the page is behind another.
pub fn is_hidden() -> bool {
    document().hidden()
}

/// The id of the element with the focus, if it is within the element of that id; otherwise empty.
pub fn focused_within(id: &str) -> String {
    let focused = document().active_element().map(|element| element.id()).unwrap_or_default();
    let container = document().get_element_by_id(id);
    let is_within = container
        .zip(document().active_element())
        .is_some_and(|(container, focused)| container.contains(Some(&focused)));
    if is_within { focused } else { String::new() }
}

/// Whether somebody is at something within the element of that id: it has the focus or the pointer on
/// it, is opened, or holds what was typed, ticked or chosen.
pub fn is_in_use(id: &str) -> bool {
    const TOUCHED: &str = "*:focus, details[open], button:hover, a:hover, summary:hover, label:hover";
    const FIELDS: &str = "textarea, input, select:has(option[selected]) option";
    let Some(element) = document().get_element_by_id(id) else { return false };
    let is_touched = element.query_selector(TOUCHED).is_ok_and(|found| found.is_some());
    let Ok(fields) = element.query_selector_all(FIELDS) else { return is_touched };
    is_touched || (0..fields.length()).filter_map(|index| fields.item(index)).any(|field| is_filled_in(&field))
}

/// Whether a field holds something else than it was made with.
fn is_filled_in(field: &JsValue) -> bool {
    let property = |name: &str| js_sys::Reflect::get(field, &name.into()).unwrap_or_default();
    [("value", "defaultValue"), ("checked", "defaultChecked"), ("selected", "defaultSelected")]
        .into_iter()
        .any(|(now, first)| !property(first).is_undefined() && property(now) != property(first))
}

/// Takes away what the server had written into the document for its scripts: the principal, and what
/// pages had loaded (ASVS 14.3.1). They have read it by then.
pub fn forget_page_data() {
    for name in ["__RESOLVED_RESOURCES", "__SERIALIZED_ERRORS"] {
        let data = js_sys::Reflect::get(&window(), &name.into());
        if let Some(data) = data.ok().and_then(|data| data.dyn_into::<js_sys::Array>().ok()) {
            data.set_length(0);
        }
    }
    let Ok(scripts) = document().query_selector_all("script:not([src])") else { return };
    for index in 0..scripts.length() {
        if let Some(script) = scripts.item(index).and_then(|node| node.parent_node().map(|parent| (parent, node))) {
            // Fails only when it is gone already.
            let _ = script.0.remove_child(&script.1);
        }
    }
}

/// The name under which tabs of this browser talk.
const TABS: &str = "hallpass";

/// Tells the other tabs of this browser that something has changed; they ask the server what.
pub fn tell_tabs() {
    // Fails in browsers without it; their tabs ask when they come to the front.
    if let Ok(tabs) = BroadcastChannel::new(TABS) {
        let _ = tabs.post_message(&JsValue::NULL);
        tabs.close();
    }
}

/// Runs something each time another tab of this browser says that something has changed, as long
/// as the page lives.
pub fn on_told_by_tab(run: impl Fn() + 'static) {
    let Ok(tabs) = BroadcastChannel::new(TABS) else { return };
    let told = Closure::<dyn FnMut(Event)>::new(move |_| run());
    // Fails for no event of that name.
    let _ = tabs.add_event_listener_with_callback("message", told.as_ref().unchecked_ref());
    told.forget();
    // Kept by the page: a channel that nobody holds may be collected and hears nothing.
    std::mem::forget(tabs);
}

/// Moves the focus to the first field that has an error, so that a screen reader reads it.
pub fn focus_first_error() {
    let wrong = document().query_selector("[aria-invalid='true']").ok().flatten();
    if let Some(input) = wrong.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        // Fails only when the element is gone.
        let _ = input.focus();
    }
}

/// What a form would send, without the fields that steer it.
pub fn values(form: &web_sys::HtmlFormElement) -> Vec<(String, String)> {
    let pair = |entry: JsValue| {
        let entry = js_sys::Array::from(&entry);
        Some((entry.get(0).as_string()?, entry.get(1).as_string()?))
    };
    let entries = FormData::new_with_form(form).ok().and_then(|data| js_sys::try_iter(&data).ok().flatten());
    let pairs = entries.into_iter().flatten().filter_map(|entry| pair(entry.ok()?));
    // No form of ours has a field twice.
    Fields::from_pairs(pairs.filter(|(field, _)| !field.starts_with('_'))).unwrap_or_default().into_iter().collect()
}

/// What the form around the element of that id would send, without the fields that steer it.
pub fn values_around(id: &str) -> Vec<(String, String)> {
    form_around(id).map(|form| values(&form)).unwrap_or_default()
}

/// Has a form show what its fields are made with.
pub fn reset(form: &web_sys::HtmlFormElement) {
    form.reset();
}

fn form_around(id: &str) -> Option<web_sys::HtmlFormElement> {
    document().get_element_by_id(id)?.closest("form").ok()??.dyn_into().ok()
}

/// Sends a form as its button would; `false` where a password has to be typed first.
pub fn submit(form: &web_sys::HtmlFormElement) -> bool {
    let needs_password = form.query_selector("input[type='password']").ok().flatten().is_some();
    !needs_password && form.request_submit().is_ok()
}

/// Opens a dialog before everything else on the page, or closes it.
pub fn show_dialog(dialog: &web_sys::HtmlDialogElement, open: bool) {
    if open && !dialog.open() {
        // Fails only for a dialog that is open, or gone.
        let _ = dialog.show_modal();
    } else if !open && dialog.open() {
        dialog.close();
    }
}

/// Moves the focus to the element of that id, where what had it is gone.
pub fn focus_if_lost(id: &str) {
    if document().active_element().is_none_or(|element| element.tag_name() == "BODY") {
        focus(id);
    }
}

/// Closes what a person had opened (`<details>`).
pub fn close(details: &web_sys::Element) {
    // Fails only for names that are not allowed.
    let _ = details.remove_attribute("open");
}

/// Empties the password fields of a form.
pub fn forget_passwords(form: &web_sys::HtmlFormElement) {
    let Ok(inputs) = form.query_selector_all("input[name*='password']") else { return };
    if !form.is_connected() {
        return;
    }
    for index in 0..inputs.length() {
        if let Some(input) = inputs.item(index).and_then(|node| node.dyn_into::<web_sys::HtmlInputElement>().ok()) {
            input.set_value("");
            // What stands beside the field, the meter for one, follows its events.
            if let Ok(event) = Event::new("input") {
                let _ = input.dispatch_event(&event);
            }
        }
    }
}

/// Moves the focus to the element of that id.
pub fn focus(id: &str) {
    let element = document().get_element_by_id(id);
    if let Some(element) = element.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        // Fails only when the element is gone.
        let _ = element.focus();
    }
}

/// Writes into the input of that id.
pub fn set_input_value(id: &str, value: &str) {
    let element = document().get_element_by_id(id);
    if let Some(input) = element.and_then(|element| element.dyn_into::<web_sys::HtmlInputElement>().ok()) {
        input.set_value(value);
    }
}

/// What stands in the input of that id, or is chosen in the list of that id.
pub fn input_value(id: &str) -> String {
    let value = document().get_element_by_id(id).map(|element| js_sys::Reflect::get(&element, &"value".into()));
    value.and_then(Result::ok).and_then(|value| value.as_string()).unwrap_or_default()
}
