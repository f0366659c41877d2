//! The layout of the console's pages: the navigation and the page.

use leptos::prelude::*;

use crate::{
    feature::{Menu, MenuLinks},
    texts::console as t,
};

/// The layout of a console page.
#[component]
pub(crate) fn ConsolePage(children: Children) -> impl IntoView {
    view! {
        <div class="wrap two">
            <nav class="side" aria-label=t::menu()><MenuLinks menu=Menu::Console/></nav>
            <div class="stack">{children()}</div>
        </div>
    }
}
