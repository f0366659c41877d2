//! The layout of the console's pages.

use leptos::prelude::*;

/// The layout of a console page.
#[component]
pub(crate) fn ConsolePage(children: Children) -> impl IntoView {
    view! {
        <div class="page wide stack">{children()}</div>
    }
}
