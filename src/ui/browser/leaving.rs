//! The question before somebody leaves a page with unsaved changes.

use std::{cell::Cell, rc::Rc};

use leptos::{leptos_dom::helpers::window_event_listener_untyped, prelude::*};
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, Event};

use super::path;

/// While `is_unsaved` returns true, asks `question` before a link to another page is followed, and lets the browser ask
/// before the document is closed or loaded again. Ends with the current owner.
pub fn ask_before_leaving(question: fn() -> String, is_unsaved: impl Fn() -> bool + Clone + 'static) {
    // A link that loads another document must not lead to a second question.
    let agreed = Rc::new(Cell::new(false));
    let click = {
        let (agreed, is_unsaved) = (agreed.clone(), is_unsaved.clone());
        Closure::<dyn FnMut(Event)>::new(move |event: Event| {
            if !leaves(&event) || !is_unsaved() {
                return;
            }
            if window().confirm_with_message(&question()).unwrap_or(true) {
                agreed.set(true);
            } else {
                event.prevent_default();
                event.stop_propagation();
            }
        })
    };
    // In the capture phase, before the router follows the link. Cannot fail for this event name.
    let _ = window().add_event_listener_with_callback_and_bool("click", click.as_ref().unchecked_ref(), true);
    let unload = window_event_listener_untyped("beforeunload", move |event| {
        if is_unsaved() && !agreed.get() {
            event.prevent_default();
        }
    });
    let click = SendWrapper::new(click);
    on_cleanup(move || {
        let _ = window().remove_event_listener_with_callback_and_bool("click", click.as_ref().unchecked_ref(), true);
        unload.remove();
    });
}

/// Whether a click follows a link to another page, in this tab.
fn leaves(event: &Event) -> bool {
    let has_key = |name: &str| js_sys::Reflect::get(event, &name.into()).is_ok_and(|held| held.is_truthy());
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let link = target.and_then(|target| target.closest("a[href]:not([target], [download])").ok().flatten());
    let href = link.and_then(|link| link.get_attribute("href")).unwrap_or_default();
    // The path itself, with other parameters or another fragment, is the same page.
    let stays = href.split(['?', '#']).next().is_none_or(|other| other.is_empty() || other == path());
    !stays && !["ctrlKey", "metaKey", "shiftKey"].into_iter().any(has_key)
}
