//! The layout of the pages about one's own account: their navigation and the content.

use leptos::prelude::*;

use crate::{
    feature::{Menu, MenuLinks},
    texts::account as t,
};

/// The layout.
#[component]
pub fn AccountPage(children: Children) -> impl IntoView {
    view! {
        <div class="wrap two">
            <nav class="side" aria-label=t::title()>
                <MenuLinks menu=Menu::Account/>
            </nav>
            <div class="stack">{children()}</div>
        </div>
    }
}
