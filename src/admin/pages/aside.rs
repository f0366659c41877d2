//! The frame of the console: the way between its pages, and the page.

use leptos::prelude::*;
use leptos_router::components::A;

use crate::admin::count_appeals;

/// The frame.
#[component]
pub(super) fn ConsolePage(children: Children) -> impl IntoView {
    let waiting = Resource::new_blocking(|| (), |()| count_appeals());
    let count = move || {
        Suspend::new(async move {
            let count = waiting.await.ok().filter(|count| *count > 0);
            count.map(|count| view! { " " <span class="tag warn">{count} <span class="visually-hidden">" to answer"</span></span> })
        })
    };
    view! {
        <div class="wrap two">
            <nav class="side" aria-label="Administration">
                <A href="/admin" exact=true>"Accounts"</A>
                <A href="/admin/sessions">"Sessions"</A>
                <A href="/admin/appeals">"Appeals" <Suspense>{count}</Suspense></A>
            </nav>
            <div class="stack">{children()}</div>
        </div>
    }
}
