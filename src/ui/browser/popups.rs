//! Dialogs, menus and popovers.

use leptos::{leptos_dom::helpers::window_event_listener_untyped, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::Event;

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
            if is_inside {
                cancel(&menu);
            } else {
                close(&menu);
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

/// Closes a `<details>` element.
pub fn close(details: &web_sys::Element) {
    // Cannot fail for this attribute name.
    let _ = details.remove_attribute("open");
}

/// Closes a `<details>` element and moves the focus to its summary.
pub fn cancel(details: &web_sys::Element) {
    close(details);
    let summary = details.query_selector("summary").ok().flatten();
    if let Some(summary) = summary.and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok()) {
        // Fails only if the element is gone.
        let _ = summary.focus();
    }
}
