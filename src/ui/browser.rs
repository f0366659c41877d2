//! Functions that only a browser can perform. `no_browser` has stand-ins for the server.

mod arrival;
mod device;
mod input;
mod table;

pub use arrival::{arrive, keep_focus, remember_focus, return_focus};
pub use device::{can_copy, copy, languages, register_service_worker, time_zone, time_zones};
pub use input::{field_of, is_in_field, is_typing, on_input, set_checked};
pub use table::{is_for_row, tick_all, ticks};

use leptos::{leptos_dom::helpers::window_event_listener_untyped, prelude::*};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{BroadcastChannel, Event, FormData};

use super::time_format::TimeFormat;
use crate::{error::Fields, locale};

/// The current time in Unix seconds, by this device's clock.
#[expect(clippy::cast_possible_truncation, reason = "seconds since 1970 fit")]
pub fn now() -> i64 {
    (js_sys::Date::now() / 1000.0) as i64
}

/// Formats a time in the person's zone, or in that of this device: "Fri, 4 Dec 2026, 18:00 CET", or "2026-12-04 18:00 CET".
#[expect(clippy::cast_precision_loss, reason = "seconds since 1970 fit")]
pub fn local_time(at: i64, format: &TimeFormat) -> String {
    let date = js_sys::Date::new(&((at * 1000) as f64).into());
    let options = js_sys::Object::new();
    let zone = format.zone.as_deref().map(|zone| ("timeZone", JsValue::from(zone)));
    let hours = format.is_12_hours.map(|is_12_hours| ("hour12", JsValue::from(is_12_hours)));
    for (name, value) in zone.into_iter().chain(hours) {
        // Fails only on frozen objects.
        let _ = js_sys::Reflect::set(&options, &name.into(), &value);
    }
    let date_parts = [("weekday", "short"), ("day", "numeric"), ("month", "short"), ("year", "numeric")];
    let time_parts = [("hour", "2-digit"), ("minute", "2-digit"), ("timeZoneName", "short")];
    for (name, value) in date_parts.into_iter().filter(|_| !format.has_iso_dates).chain(time_parts) {
        // Fails only on frozen objects.
        let _ = js_sys::Reflect::set(&options, &name.into(), &value.into());
    }
    let text = String::from(date.to_locale_string(locale::reader().intl(), &options));
    if format.has_iso_dates {
        let zone_only = js_sys::Object::new();
        if let Some(zone) = format.zone.as_deref() {
            // Fails only on frozen objects.
            let _ = js_sys::Reflect::set(&zone_only, &"timeZone".into(), &zone.into());
        }
        // Sweden writes 2026-12-04.
        format!("{} {text}", String::from(date.to_locale_date_string("sv-SE", &zone_only)))
    } else {
        text
    }
}

/// The offset of a zone (IANA), or of this device's zone, from UTC at a time, in seconds.
#[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "seconds since 1970 fit")]
pub fn zone_offset(at: i64, zone: Option<&str>) -> i64 {
    let date = js_sys::Date::new(&((at * 1000) as f64).into());
    let named = zone.and_then(|zone| {
        let options = js_sys::Object::new();
        // Fails only on frozen objects.
        let _ = js_sys::Reflect::set(&options, &"timeZone".into(), &zone.into());
        let format = js_sys::Reflect::get(&date, &"toLocaleString".into()).ok()?.dyn_into::<js_sys::Function>().ok()?;
        // Sweden writes 2026-12-04 18:00:00. Fails if this browser does not know the zone.
        let text = format.call2(&date, &"sv-SE".into(), &options).ok()?.as_string()?;
        let local = js_sys::Date::parse(&format!("{}Z", text.replacen(' ', "T", 1)));
        local.is_finite().then(|| (local / 1000.0) as i64 - at)
    });
    named.unwrap_or_else(|| -(date.get_timezone_offset() as i64) * 60)
}

/// Returns a textarea's text unchanged: here it becomes a text node.
pub fn textarea_text(text: String) -> String {
    text
}

/// Calls `run` each time the page becomes visible again or is restored from the history.
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

/// The current time in milliseconds, to measure durations.
pub fn milliseconds() -> f64 {
    js_sys::Date::now()
}

/// Whether the page is hidden.
pub fn is_hidden() -> bool {
    document().hidden()
}

/// The ID of the focused element if it is inside the element with this ID; otherwise empty.
pub fn focused_within(id: &str) -> String {
    let focused = document().active_element().map(|element| element.id()).unwrap_or_default();
    let container = document().get_element_by_id(id);
    let is_within = container
        .zip(document().active_element())
        .is_some_and(|(container, focused)| container.contains(Some(&focused)));
    if is_within { focused } else { String::new() }
}

/// Whether the element with this ID is in use: it contains the focus or the pointer, an open `details`, or a field that
/// was changed.
pub fn is_in_use(id: &str) -> bool {
    const TOUCHED: &str = "*:focus, details[open], :is(button, a, summary, label, .toast):hover";
    const FIELDS: &str = "textarea, input, select:has(option[selected]) option";
    let Some(element) = document().get_element_by_id(id) else { return false };
    let is_touched = element.query_selector(TOUCHED).is_ok_and(|found| found.is_some());
    let Ok(fields) = element.query_selector_all(FIELDS) else { return is_touched };
    is_touched || (0..fields.length()).filter_map(|index| fields.item(index)).any(|field| is_filled_in(&field))
}

/// Whether a field's value differs from its initial value.
fn is_filled_in(field: &JsValue) -> bool {
    let property = |name: &str| js_sys::Reflect::get(field, &name.into()).unwrap_or_default();
    [("value", "defaultValue"), ("checked", "defaultChecked"), ("selected", "defaultSelected")]
        .into_iter()
        .any(|(now, first)| !property(first).is_undefined() && property(now) != property(first))
}

/// Removes the data that the server has written into the document for its scripts: the principal and the data of
/// resources (ASVS 14.3.1). The scripts have read it by then.
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
            // Fails only if it is already removed.
            let _ = script.0.remove_child(&script.1);
        }
    }
}

/// The name of the channel between the tabs of this browser.
const TABS: &str = "hallpass";

/// Notifies the other tabs of this browser of a change; they then ask the server.
pub fn notify_tabs() {
    // Fails in browsers without broadcast channels; their tabs ask the server when they become visible.
    if let Ok(tabs) = BroadcastChannel::new(TABS) {
        let _ = tabs.post_message(&JsValue::NULL);
        tabs.close();
    }
}

/// Tells the other tabs of this browser the preferences that were changed in it.
pub fn notify_tabs_of(preferences: &str) {
    if let Ok(tabs) = BroadcastChannel::new(TABS) {
        let _ = tabs.post_message(&preferences.into());
        tabs.close();
    }
}

/// Calls `run` each time another tab of this browser reports a change, for the lifetime of the page: with preferences,
/// or with `None` for any other change.
pub fn on_tab_notification(run: impl Fn(Option<String>) + 'static) {
    let Ok(tabs) = BroadcastChannel::new(TABS) else { return };
    let notified = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
        run(event.dyn_ref::<web_sys::MessageEvent>().and_then(|event| event.data().as_string()));
    });
    // Cannot fail for this event name.
    let _ = tabs.add_event_listener_with_callback("message", notified.as_ref().unchecked_ref());
    notified.forget();
    // Leaked for the page's lifetime: an unreferenced channel may be garbage-collected and would receive nothing.
    std::mem::forget(tabs);
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

/// Whether there is an element with this ID.
pub fn is_there(id: &str) -> bool {
    document().get_element_by_id(id).is_some()
}

/// Submits the form around the element with this ID.
pub fn submit_around(id: &str) {
    if let Some(form) = form_around(id) {
        // Fails only if the form is gone.
        let _ = form.request_submit();
    }
}

/// Opens a modal dialog, or closes it.
pub fn show_dialog(dialog: &web_sys::HtmlDialogElement, open: bool) {
    if open && !dialog.open() {
        // Fails only if the dialog is already open or gone.
        let _ = dialog.show_modal();
    } else if !open && dialog.open() {
        dialog.close();
    }
}

/// Makes an open dialog modal, and focuses its first field.
pub fn show_as_modal(dialog: &web_sys::HtmlDialogElement) {
    // Without this, the button that closes it would have the focus.
    const FIRST: &str = "input:is([type=radio]:checked, :not([type=radio], [type=hidden], [hidden])), select, textarea";
    // Cannot fail for this attribute name.
    let _ = dialog.remove_attribute("open");
    show_dialog(dialog, true);
    let first = dialog.query_selector(FIRST).ok().flatten();
    if let Some(first) = first.and_then(|first| first.dyn_into::<web_sys::HtmlElement>().ok()) {
        // Fails only if the element is gone.
        let _ = first.focus();
    }
}

/// Closes the open menus, except for the one around the element of an event; all of them if the event is Escape.
pub fn close_menus(event: &Event) {
    let Ok(menus) = document().query_selector_all("details.pick[open]") else { return };
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
    for index in 0..menus.length() {
        let Some(menu) = menus.item(index).and_then(|node| node.dyn_into::<web_sys::Element>().ok()) else { continue };
        let is_inside = menu.contains(target.as_ref());
        if event.type_() != "keydown" {
            // A click on a link or a button in a menu is the choice.
            let chosen = target.as_ref().and_then(|target| target.dyn_ref::<web_sys::Element>());
            let is_choice = chosen.is_some_and(|it| it.closest(".menu > :is(a, button)").is_ok_and(|it| it.is_some()));
            if !is_inside || is_choice {
                close(&menu);
            }
        } else if js_sys::Reflect::get(event, &"key".into()).is_ok_and(|key| key == "Escape") {
            close(&menu);
            let summary = menu.query_selector("summary").ok().flatten();
            if let Some(summary) =
                summary.filter(|_| is_inside).and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok())
            {
                // Fails only if the element is gone.
                let _ = summary.focus();
            }
        }
    }
}

/// Calls [`close_menus`] at every click and key, for the lifetime of the page.
pub fn follow_menus() {
    for kind in ["click", "keydown"] {
        let listener = window_event_listener_untyped(kind, |event| close_menus(&event));
        on_cleanup(move || listener.remove());
    }
}

/// Hides the popover with this ID.
pub fn hide_popover(id: &str) {
    let Some(element) = document().get_element_by_id(id) else { return };
    let hide = js_sys::Reflect::get(&element, &"hidePopover".into());
    if let Ok(Ok(hide)) = hide.map(JsCast::dyn_into::<js_sys::Function>) {
        // Fails in browsers without popovers.
        let _ = hide.call0(&element);
    }
}

/// Moves the focus to the element with this ID if the focused element is gone.
pub fn focus_if_lost(id: &str) {
    if document().active_element().is_none_or(|element| element.tag_name() == "BODY") {
        focus(id);
    }
}

/// Closes a `<details>` element.
pub fn close(details: &web_sys::Element) {
    // Cannot fail for this attribute name.
    let _ = details.remove_attribute("open");
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

/// Moves the focus to the element with this ID.
pub fn focus(id: &str) {
    let element = document().get_element_by_id(id);
    if let Some(element) = element.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        // Fails only if the element is gone.
        let _ = element.focus();
    }
}

/// Scrolls just as far that the element with this ID is visible.
pub fn scroll_into_view(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
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

/// Sets an attribute of the document's root element, or removes it.
pub fn set_root_attribute(name: &str, value: Option<&str>) {
    let Some(root) = document().document_element() else { return };
    // Fails only for invalid names.
    let _ = match value {
        Some(value) => root.set_attribute(name, value),
        None => root.remove_attribute(name),
    };
}

/// The ID of the focused element; empty if there is none.
pub fn focused_id() -> String {
    document().active_element().map(|element| element.id()).unwrap_or_default()
}
