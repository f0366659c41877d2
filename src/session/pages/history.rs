//! `/account/activity`: the history of the account's own sessions and why they ended.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;

use crate::{
    access::{Current, encode},
    account::pages::AccountPage,
    session::{Event, History, list_history},
    ui::{FailedToLoad, When, use_query},
};

/// The page. It updates while it is open.
#[component]
pub fn Activity() -> impl IntoView {
    let after = use_query("after");
    let current = Current::expect();
    let epoch = Memo::new(move |_| current.member(|member| member.epoch));
    let found = Resource::new_blocking(move || (after.get(), epoch.get()), |(after, _)| list_history(after));
    let list = move || {
        let first = after.get().is_empty();
        Suspend::new(async move {
            match found.await {
                Ok(history) => {
                    view! { <HistoryTable history first page="/account/activity" to_owner=true/> }.into_any()
                }
                Err(error) => view! { <FailedToLoad error/> }.into_any(),
            }
        })
    };
    view! {
        <Title text="Activity"/>
        <AccountPage>
            <h1>"Activity"</h1>
            <p class="muted">"Where and how you signed in, how each session ended, and when an administrator acted as you. Times are those of this device."</p>
            <Transition fallback=|| view! { <p class="muted">"Looking…"</p> }>{list}</Transition>
        </AccountPage>
    }
}

/// A table of an account's history with links to older events.
#[component]
pub fn HistoryTable(
    history: History,
    /// Whether this is the first page.
    first: bool,
    /// The path of the page, which accepts the query parameter `after`.
    #[prop(into)]
    page: String,
    /// Whether the reader is the account's owner.
    to_owner: bool,
) -> impl IntoView {
    if history.events.is_empty() {
        return view! {
            <div class="empty stack">
                <h2>"Nothing more"</h2>
                <p>"No older events are kept."</p>
                <A href=page attr:class="btn">"Show the newest"</A>
            </div>
        }
        .into_any();
    }
    let rows = history.events.into_iter().map(|event| view! { <Row event to_owner/> }).collect_view();
    let to_first = (!first).then(|| view! { <A href=page.clone() attr:class="btn small">"Newest"</A> });
    let to_next = history.next.map(|next| {
        let href = format!("{page}?after={}", encode(&next));
        view! { <A href=href attr:class="btn small" attr:rel="next">"Older"</A> }
    });
    view! {
        <table>
            <thead>
                <tr>
                    <th scope="col">"When"</th>
                    <th scope="col">"What"</th>
                    <th scope="col">"Device"</th>
                    <th scope="col">"Address"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        {(to_first.is_some() || to_next.is_some())
            .then(|| view! { <nav class="pager" aria-label="More activity">{to_first}{to_next}</nav> })}
    }
    .into_any()
}

#[component]
fn Row(event: Event, to_owner: bool) -> impl IntoView {
    let what = match event.by {
        Some(by) => format!("{}, from {by}", event.what.words(to_owner)),
        None => event.what.words(to_owner),
    };
    let reason = event.reason.map(|reason| view! { <br/><span class="muted said">{reason}</span> });
    view! {
        <tr>
            <td data-label="When"><When at=event.at/></td>
            <td data-label="What"><span>{what}{reason}</span></td>
            <td data-label="Device">{event.device}</td>
            <td data-label="Address">{event.address}</td>
        </tr>
    }
}
