//! What happened to the account lately: its newest sign-ins and endings. Updates while the page is open.

use leptos::prelude::*;
use leptos_router::components::A;

use super::changes::changes;
use crate::{
    access::Current,
    session::{Event, EventKind, list_history},
    texts::app as t,
    ui::{Ago, Glyph},
};

/// How many events are shown.
const SHOWN: usize = 5;

/// The card.
#[component]
pub(super) fn Lately() -> impl IntoView {
    let current = Current::expect();
    let changes = changes(current);
    let found = Resource::new_blocking(move || changes.get(), |_| list_history(String::new()));
    let events = move || {
        Suspend::new(async move {
            // Without them, the rest of the page is still of use.
            let events = found.await.map(|history| history.events).unwrap_or_default();
            events.into_iter().take(SHOWN).map(|event| view! { <Entry event/> }).collect_view()
        })
    };
    view! {
        <section class="card" aria-labelledby="lately">
            <header class="card-head">
                <h2 id="lately">{t::lately()}</h2>
                <A href="/account/activity" attr:class="link">{t::all_activity()}</A>
            </header>
            <ol class="feed card-body">
                <Transition fallback=|| view! { <li class="bone"></li> }>{events}</Transition>
            </ol>
        </section>
    }
}

#[component]
fn Entry(event: Event) -> impl IntoView {
    let (icon, tone) = match event.what {
        EventKind::SignedIn(_) => ("log-in", "green"),
        EventKind::Ended(_) => ("log-out", ""),
        EventKind::Impersonated | EventKind::ImpersonationEnded => ("drama", "amber"),
    };
    view! {
        <li>
            <Glyph name=icon tone small=true/>
            <span>
                {event.words(true)}
                <small class="dots"><span>{event.device}</span><span class="mono">{event.address}</span></small>
            </span>
            <Ago at=event.at/>
        </li>
    }
}
