//! `/account/activity`: the history of the account's own sessions and why they ended.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;

use crate::{
    access::{Current, encode},
    account::pages::AccountPage,
    session::{Event, History, list_history},
    texts::session as t,
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
        <Title text=t::activity()/>
        <AccountPage>
            <h1>{t::activity()}</h1>
            <p class="muted">{t::activity_words()}</p>
            <Transition fallback=|| view! { <p class="muted">{t::loading()}</p> }>{list}</Transition>
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
                <h2>{t::no_older()}</h2>
                <p>{t::no_older_words()}</p>
                <A href=page attr:class="btn">{t::show_newest()}</A>
            </div>
        }
        .into_any();
    }
    let rows = history.events.into_iter().map(|event| view! { <Row event to_owner/> }).collect_view();
    let to_first = (!first).then(|| view! { <A href=page.clone() attr:class="btn s">{t::newest()}</A> });
    let to_next = history.next.map(|next| {
        let href = format!("{page}?after={}", encode(&next));
        view! { <A href=href attr:class="btn s" attr:rel="next">{t::older()}</A> }
    });
    view! {
        <table>
            <thead>
                <tr>
                    <th scope="col">{t::column_when()}</th>
                    <th scope="col">{t::column_event()}</th>
                    <th scope="col">{t::column_device()}</th>
                    <th scope="col">{t::column_address()}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        {(to_first.is_some() || to_next.is_some())
            .then(|| view! { <nav class="pager" aria-label=t::pager()>{to_first}{to_next}</nav> })}
    }
    .into_any()
}

#[component]
fn Row(event: Event, to_owner: bool) -> impl IntoView {
    let what = event.words(to_owner);
    let reason = event.reason.map(|reason| view! { <br/><span class="muted said">{reason}</span> });
    view! {
        <tr>
            <td data-label=t::column_when()><When at=event.at/></td>
            <td data-label=t::column_event()><span>{what}{reason}</span></td>
            <td class="device" data-label=t::column_device()>{event.device}</td>
            <td data-label=t::column_address()>{event.address}</td>
        </tr>
    }
}
