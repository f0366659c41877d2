//! The frame of the console: the way between its pages, and the page.

use leptos::prelude::*;

use crate::feature::{Menu, MenuLinks};

/// The frame.
#[component]
pub(crate) fn ConsolePage(children: Children) -> impl IntoView {
    view! {
        <div class="wrap two">
            <nav class="side" aria-label="Administration"><MenuLinks menu=Menu::Console/></nav>
            <div class="stack">{children()}</div>
        </div>
    }
}
