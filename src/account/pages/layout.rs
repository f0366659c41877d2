//! The frame of a person's own pages: the way between them, and the page.

use leptos::prelude::*;
use leptos_router::components::A;

/// The frame.
#[component]
pub fn AccountPage(children: Children) -> impl IntoView {
    view! {
        <div class="wrap two">
            <nav class="side" aria-label="Account">
                <A href="/account" exact=true>"Profile"</A>
                <A href="/account/sessions">"Sessions"</A>
                <A href="/account/activity">"Activity"</A>
            </nav>
            <div class="stack">{children()}</div>
        </div>
    }
}
