//! The frame of a person's own pages: the way between them, and the page.

use leptos::prelude::*;

use crate::feature::{Menu, MenuLinks};

/// The frame.
#[component]
pub fn AccountPage(children: Children) -> impl IntoView {
    view! {
        <div class="wrap two">
            <nav class="side" aria-label="Account">
                <MenuLinks menu=Menu::Account/>
            </nav>
            <div class="stack">{children()}</div>
        </div>
    }
}
