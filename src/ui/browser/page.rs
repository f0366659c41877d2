//! The page: its visibility, its data, its elements and the focus.

use leptos::{leptos_dom::helpers::window_event_listener_untyped, prelude::*};
use wasm_bindgen::{JsCast, JsValue};

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

/// Whether there is an element with this ID.
pub fn is_there(id: &str) -> bool {
    document().get_element_by_id(id).is_some()
}

/// Moves the focus to the element with this ID if the focused element is gone.
pub fn focus_if_lost(id: &str) {
    if document().active_element().is_none_or(|element| element.tag_name() == "BODY") {
        focus(id);
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

/// Calls `run` with the path of a link within the site when the pointer or the focus reaches it.
pub fn on_link_near(run: impl Fn(&str) + Copy + 'static) {
    let last = StoredValue::new(String::new());
    for kind in ["pointerover", "focusin"] {
        let listener = window_event_listener_untyped(kind, move |event| {
            let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
            let link = target.and_then(|target| target.closest("a[href^='/']").ok().flatten());
            let href = link.and_then(|link| link.get_attribute("href")).unwrap_or_default();
            let path = href.split(['?', '#']).next().unwrap_or_default();
            // The pointer also moves between the parts of a link.
            if last.with_value(|last| last != path) {
                last.set_value(path.to_owned());
                run(path);
            }
        });
        on_cleanup(move || listener.remove());
    }
}

/// Whether the document has an element that matches a CSS selector.
pub fn has(selector: &str) -> bool {
    document().query_selector(selector).is_ok_and(|found| found.is_some())
}

/// The path of the document's address.
pub fn path() -> String {
    window().location().pathname().unwrap_or_default()
}
