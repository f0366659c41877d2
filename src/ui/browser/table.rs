//! Tables: the ticks of their rows, and clicks on a row.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlInputElement};

/// How many rows of the table with this ID are ticked, and how many have a checkbox.
pub fn ticks(id: &str) -> (usize, usize) {
    let boxes = boxes(id);
    (boxes.iter().filter(|tick| tick.checked()).count(), boxes.len())
}

/// Ticks every row of the table with this ID, or none.
pub fn tick_all(id: &str, ticked: bool) {
    for tick in boxes(id) {
        tick.set_checked(ticked);
    }
}

fn boxes(id: &str) -> Vec<HtmlInputElement> {
    let table = document().get_element_by_id(id);
    let found = table.and_then(|table| table.query_selector_all("tbody input[type=checkbox]").ok());
    let Some(found) = found else { return Vec::new() };
    (0..found.length()).filter_map(|index| found.item(index)?.dyn_into().ok()).collect()
}

/// Whether a click on a row is meant for the row: not for a control in it, and not to select text.
pub fn is_for_row(event: &Event) -> bool {
    const CONTROLS: &str = "a, button, input, label, details, td form, .tickcell, .corner";
    let is_modified = ["altKey", "ctrlKey", "metaKey", "shiftKey"]
        .iter()
        .any(|key| js_sys::Reflect::get(event, &(*key).into()).is_ok_and(|pressed| pressed.is_truthy()));
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let is_on_control = target.is_none_or(|target| target.closest(CONTROLS).is_ok_and(|found| found.is_some()));
    let selects = || {
        let selection = js_sys::Reflect::get(&document(), &"getSelection".into()).ok();
        let selection = selection.and_then(|it| it.dyn_into::<js_sys::Function>().ok()?.call0(&document()).ok());
        selection.is_some_and(|it| {
            js_sys::Reflect::get(&it, &"isCollapsed".into()).is_ok_and(|collapsed| collapsed.is_falsy())
        })
    };
    !is_modified && !is_on_control && !selects()
}
