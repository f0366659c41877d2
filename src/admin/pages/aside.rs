//! The frame of the console: the way between its pages, and the page.

use leptos::prelude::*;
use leptos_router::components::A;

/// The frame.
#[component]
pub(super) fn ConsolePage(children: Children) -> impl IntoView {
    view! {
        <div class="wrap two">
            <nav class="side" aria-label="Administration">
                <A href="/admin" exact=true>"Accounts"</A>
                <A href="/admin/sessions">"Sessions"</A>
                <A href="/admin/audit">"Audit"</A>
            </nav>
            <div class="stack">{children()}</div>
        </div>
    }
}
