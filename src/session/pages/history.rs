//! `/account/activity`: the history of the account's own sessions and why they ended, and failed sign-ins.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;

use crate::{
    access::{Current, Ending, encode},
    account::pages::AccountPage,
    reactive::memo,
    session::{Event, EventKind, FailedSignIn, History, list_failed_sign_ins, list_history},
    texts::session as t,
    ui::{Ago, FailedToLoad, Glyph, use_query},
};

/// The page. It updates while it is open.
#[component]
pub fn Activity() -> impl IntoView {
    let after = use_query("after");
    let current = Current::expect();
    let epoch = memo(move |_| current.member(|member| member.epoch));
    let found = Resource::new_blocking(move || (after.get(), epoch.get()), |(after, _)| list_history(after));
    let failed = Resource::new_blocking(move || epoch.get(), |_| list_failed_sign_ins());
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
    // If they cannot be loaded, neither can the history, which says so.
    let attempts = move || {
        let first = after.get().is_empty();
        Suspend::new(async move {
            let failed = failed.await.unwrap_or_default();
            (first && !failed.is_empty()).then(|| view! { <FailedSignIns failed/> })
        })
    };
    view! {
        <Title text=t::activity()/>
        <AccountPage>
            <header class="head">
                <div>
                    <h1>{t::activity()}</h1>
                    <p>{t::activity_words()}</p>
                </div>
            </header>
            <Transition fallback=|| ()>{attempts}</Transition>
            <Transition fallback=|| view! { <p class="muted">{t::loading()}</p> }>{list}</Transition>
        </AccountPage>
    }
}

/// The latest failed sign-ins.
#[component]
fn FailedSignIns(failed: Vec<FailedSignIn>) -> impl IntoView {
    let item = |FailedSignIn { at, was_blocked, device, address, place }| {
        let words = if was_blocked { t::sign_in_blocked() } else { t::sign_in_failed() };
        let address = (!address.is_empty()).then(|| view! { <span class="mono">{address}</span> });
        let place = place.map(|place| view! { <span>{place}</span> });
        view! {
            <li>
                <Glyph name="triangle-alert" tone="amber" small=true/>
                <span>{words}<small class="dots"><span>{device.to_string()}</span>{place}{address}</small></span>
                <Ago at/>
            </li>
        }
    };
    view! {
        <section class="card" aria-labelledby="failed-sign-ins">
            <header class="card-head">
                <div>
                    <h2 id="failed-sign-ins">{t::failed_sign_ins()}</h2>
                    <p>{t::failed_sign_ins_words()}</p>
                </div>
            </header>
            <ol class="feed card-body">{failed.into_iter().map(item).collect_view()}</ol>
        </section>
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
            <div class="card">
                <div class="empty stack stack-s mid">
                    <h2>{t::no_older()}</h2>
                    <p class="muted">{t::no_older_words()}</p>
                    <A href=page attr:class="btn">{t::show_newest()}</A>
                </div>
            </div>
        }
        .into_any();
    }
    let rows = history.events.into_iter().map(|event| view! { <Row event to_owner/> }).collect_view();
    let to_first = (!first).then(|| view! { <A href=page.clone() attr:class="btn s">{t::newest()}</A> });
    let to_next = history.next.map(|next| {
        let href = format!("{page}?after={}", encode(&next));
        view! { <a href=href class="btn s" rel="next">{t::older()}</a> }
    });
    view! {
        <div class="card">
            <table class="table cards">
                <thead>
                    <tr>
                        <th scope="col">{t::column_event()}</th>
                        <th scope="col">{t::column_device()}</th>
                        <th scope="col">{t::column_address()}</th>
                        <th scope="col">{t::column_when()}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {(to_first.is_some() || to_next.is_some())
            .then(|| view! { <nav class="pager" aria-label=t::pager()>{to_first}{to_next}</nav> })}
    }
    .into_any()
}

#[component]
fn Row(event: Event, to_owner: bool) -> impl IntoView {
    let what = event.words(to_owner);
    let (icon, tone) = picture(event.what);
    let reason = event.reason.map(|reason| view! { <small class="said">{reason}</small> });
    view! {
        <tr>
            <td>
                <div class="who">
                    <Glyph name=icon tone small=true/>
                    <div>{what}{reason}</div>
                </div>
            </td>
            <td data-l=t::column_device()>{event.device}</td>
            <td data-l=t::column_address()>
                <span class="mono">{event.address}</span>
                {event.place.map(|place| view! { <small>{place}</small> })}
            </td>
            <td data-l=t::column_when()><Ago at=event.at/></td>
        </tr>
    }
}

/// The icon of an event, and its tone.
fn picture(what: EventKind) -> (&'static str, &'static str) {
    match what {
        EventKind::SignedIn(_) => ("log-in", "green"),
        EventKind::Ended(Ending::Idle | Ending::Absolute) => ("clock", ""),
        EventKind::Ended(Ending::Banned) => ("ban", "brick"),
        EventKind::Ended(_) => ("log-out", ""),
        EventKind::Impersonated => ("eye", "amber"),
        EventKind::ImpersonationEnded => ("eye-off", ""),
    }
}
