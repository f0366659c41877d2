//! The layout of the pages about one's own account.

use leptos::prelude::*;

/// The layout.
#[component]
pub fn AccountPage(children: Children) -> impl IntoView {
    view! {
        <div class="page stack">{children()}</div>
    }
}
