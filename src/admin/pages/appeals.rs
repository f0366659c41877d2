//! `/admin/appeals`: what banned people have to say and nobody has answered yet.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;

use super::aside::ConsolePage;
use crate::{
    admin::{APPEALS_SHOWN, OpenAppeal, list_appeals},
    ui::{FailedToLoad, When},
};

/// The page.
#[component]
pub fn Appeals() -> impl IntoView {
    let appeals = Resource::new_blocking(|| (), |()| list_appeals());
    let list = move || {
        Suspend::new(async move {
            match appeals.await {
                Ok(appeals) if appeals.is_empty() => view! {
                    <div class="empty stack">
                        <h2>"Nothing to answer"</h2>
                        <p>"Appeals against bans in force stand here until somebody answers them."</p>
                    </div>
                }
                .into_any(),
                Ok(appeals) => {
                    let entry = |appeal| view! { <Entry appeal/> };
                    let are_more = appeals.len() >= APPEALS_SHOWN;
                    view! {
                        {are_more.then(|| view! { <p class="muted">"These have waited longest; there may be more."</p> })}
                        <ul class="entries">{appeals.into_iter().map(entry).collect_view()}</ul>
                    }
                    .into_any()
                }
                Err(error) => view! { <FailedToLoad error/> }.into_any(),
            }
        })
    };
    view! {
        <Title text="Appeals"/>
        <ConsolePage>
            <h1>"Appeals"</h1>
            <Suspense fallback=|| view! { <p class="muted">"Looking…"</p> }>{list}</Suspense>
        </ConsolePage>
    }
}

#[component]
fn Entry(appeal: OpenAppeal) -> impl IntoView {
    let account = format!("/admin/accounts/{}", appeal.account_id);
    let label = format!("Answer {}", appeal.username);
    view! {
        <li class="card stack">
            <h2>{appeal.display_name} " " <span class="small muted">{appeal.username}</span></h2>
            <dl class="facts">
                <dt>"Sent"</dt>
                <dd><When at=appeal.sent_at/></dd>
                <dt>"Reason of the ban"</dt>
                <dd class="said">{appeal.reason}</dd>
                <dt>"Appeal"</dt>
                <dd class="said">{appeal.text}</dd>
            </dl>
            <p><A href=account attr:class="btn" attr:aria-label=label>"Answer"</A></p>
        </li>
    }
}
