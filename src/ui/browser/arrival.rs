//! Focus management when one page replaces another.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement};

use super::milliseconds;

/// How long a loading page may leave the focus nowhere, in milliseconds.
const SOON: f64 = 500.0;
/// How long to wait for its heading, in milliseconds: as long as for a response.
const AT_LAST: f64 = 45_000.0;

thread_local! {
    /// The element that had the focus when [`remember_focus`] was called.
    static REMEMBER_ME: RefCell<Option<Element>> = const { RefCell::new(None) };
    /// Counts navigations: a new one cancels the one before.
    static ARRIVALS: Cell<u32> = const { Cell::new(0) };
}

/// A navigation in progress.
struct Arrival {
    number: u32,
    began: f64,
    /// The heading of the previous page.
    heading: Option<Element>,
    /// The element that had the focus on the previous page.
    from: Option<Element>,
    arrived: Box<dyn Fn(String)>,
}

/// Moves the focus to the heading of the new page once it is in the document, and then calls `arrived` with the page's
/// title. `is_loading`: the document still shows the heading of the previous page. An element that has received the
/// focus meanwhile keeps it.
pub fn arrive(is_loading: bool, arrived: impl Fn(String) + 'static) {
    let number = ARRIVALS.get().wrapping_add(1);
    ARRIVALS.set(number);
    let (heading, from) = (heading().filter(|_| is_loading), document().active_element());
    wait(Rc::new(Arrival { number, began: milliseconds(), heading, from, arrived: Box::new(arrived) }));
}

/// Moves the focus to the heading if it gets lost soon: the pressed button may disappear with its surroundings.
pub fn keep_focus() {
    keep_focus_until(milliseconds() + 4.0 * SOON);
}

/// Remembers the focused element for [`return_focus`].
pub fn remember_focus() {
    REMEMBER_ME.set(document().active_element());
}

/// Returns the focus to the element that had it when [`remember_focus`] was called, once the document has changed.
pub fn return_focus() {
    request_animation_frame(|| {
        if has_lost_focus() {
            focus_without_scrolling(REMEMBER_ME.take());
        }
    });
}

fn keep_focus_until(end: f64) {
    request_animation_frame(move || {
        if has_lost_focus() {
            focus_without_scrolling(heading());
        } else if milliseconds() < end {
            keep_focus_until(end);
        }
    });
}

fn wait(arrival: Rc<Arrival>) {
    request_animation_frame(move || {
        if ARRIVALS.get() != arrival.number {
            return;
        }
        let now = heading();
        let waited = milliseconds() - arrival.began;
        if now.is_some() && now != arrival.heading || waited > AT_LAST {
            let focused = document().active_element();
            if has_lost_focus() || focused == arrival.from || focused == main() {
                focus_without_scrolling(now.or_else(main));
            }
            // The title is updated in the same frame.
            request_animation_frame(move || (arrival.arrived)(document().title()));
        } else {
            if waited > SOON && has_lost_focus() {
                focus_without_scrolling(main());
            }
            wait(arrival);
        }
    });
}

fn main() -> Option<Element> {
    document().get_element_by_id("main")
}

fn heading() -> Option<Element> {
    document().query_selector("#main h1").ok().flatten()
}

fn has_lost_focus() -> bool {
    document().active_element().is_none_or(|element| element.tag_name() == "BODY")
}

/// The router and the browser manage the scroll position.
fn focus_without_scrolling(element: Option<Element>) {
    let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) else { return };
    element.set_tab_index(-1);
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    // Fails only if the element is gone.
    let _ = element.focus_with_options(&options);
}
