//! Where the focus goes when another page takes the place of the one that had it.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement};

use super::milliseconds;

/// How long a page that loads may leave the focus nowhere, in milliseconds.
const SOON: f64 = 500.0;
/// How long its heading is waited for: as long as an answer.
const AT_LAST: f64 = 45_000.0;

thread_local! {
    /// What had the focus when [`remember_focus`] was called.
    static REMEMBERED: RefCell<Option<Element>> = const { RefCell::new(None) };
    /// Counts arrivals: whoever goes on before they have arrived ends the one before.
    static ARRIVALS: Cell<u32> = const { Cell::new(0) };
}

/// On the way to another page.
struct Arrival {
    number: u32,
    began: f64,
    /// The heading of the page that is left.
    heading: Option<Element>,
    /// What had the focus there.
    from: Option<Element>,
    arrived: Box<dyn Fn(String)>,
}

/// Moves the focus to the heading of the page that takes the place of this one, once it is there, and then
/// calls `arrived` with its title. `is_loading`: the heading in the document is still that of the page that
/// is left. An element that has got the focus meanwhile keeps it.
pub fn arrive(is_loading: bool, arrived: impl Fn(String) + 'static) {
    let number = ARRIVALS.get().wrapping_add(1);
    ARRIVALS.set(number);
    let (heading, from) = (heading().filter(|_| is_loading), document().active_element());
    wait(Rc::new(Arrival { number, began: milliseconds(), heading, from, arrived: Box::new(arrived) }));
}

/// Moves the focus to the heading if it gets lost soon: what was pressed may go with what it was in.
pub fn keep_focus() {
    keep_focus_until(milliseconds() + 4.0 * SOON);
}

/// Remembers what has the focus, for [`return_focus`].
pub fn remember_focus() {
    REMEMBERED.set(document().active_element());
}

/// Gives the focus back to what had it when [`remember_focus`] was called, once the document has changed.
pub fn return_focus() {
    request_animation_frame(|| {
        if has_lost_focus() {
            focus_without_scrolling(REMEMBERED.take());
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
            // The title follows in the same moment.
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

/// The scroll position is the router's and the browser's.
fn focus_without_scrolling(element: Option<Element>) {
    let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) else { return };
    element.set_tab_index(-1);
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    // Fails only when the element is gone.
    let _ = element.focus_with_options(&options);
}
