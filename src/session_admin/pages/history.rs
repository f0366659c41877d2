//! The history of an account, a tab of the account's page, and its latest events for the overview.

use std::time::Duration;

use leptos::{prelude::*, task::spawn_local};
use leptos_router::components::A;

use crate::{
    access::{Current, Permission, encode},
    directory::pages::OwnActs,
    live::ChangeSignal,
    reactive::{dynamic, effect_with_last, memo},
    session::{Event, EventKind, History},
    session_admin::list_account_history,
    texts::session_admin as t,
    ui::{Ago, FailedToLoad, Glyph, use_query},
};

/// The minimum time between two requests.
const PAUSE: Duration = Duration::from_secs(5);
/// The number of events on the overview.
const LATEST: usize = 5;

/// The history and, for viewers who may see the audit, a link to it.
#[component]
pub(crate) fn AccountHistory() -> impl IntoView {
    let username = expect_context::<OwnActs>().account.with_untracked(|account| account.username.clone());
    let may_audit = Current::expect()
        .peek(|principal| principal.member().is_some_and(|me| me.permissions.has(Permission::VIEW_AUDIT)));
    let audit = format!("/admin/audit?account={}", encode(&username));
    view! {
        <section class="card" aria-labelledby="history-title">
            <header class="card-head">
                <h2 id="history-title">{t::history()}</h2>
                {may_audit.then(|| view! { <A href=audit attr:class="link">{t::view_audit()}</A> })}
            </header>
            <Events after=use_query("after") is_whole=true/>
        </section>
    }
}

/// The latest events, with a link to the whole history.
#[component]
pub(crate) fn Lately() -> impl IntoView {
    let page = expect_context::<OwnActs>().page.get_value();
    view! {
        <section class="card" aria-labelledby="lately-title">
            <header class="card-head">
                <h2 id="lately-title">{t::lately()}</h2>
                <A href=format!("{page}/history") attr:class="link">{t::whole_history()}</A>
            </header>
            <Events after=memo(|_| String::new()) is_whole=false/>
        </section>
    }
}

#[component]
fn Events(after: Memo<String>, is_whole: bool) -> impl IntoView {
    let id = expect_context::<OwnActs>().account.with_untracked(|account| account.id.clone());
    let found = {
        let id = id.clone();
        Resource::new_blocking(move || after.get(), move |after| list_account_history(id.clone(), after))
    };
    let list = move || {
        let (id, after) = (id.clone(), after.get());
        Suspend::new(async move {
            match found.await {
                Ok(history) => view! { <Followed id after history is_whole/> }.into_any(),
                Err(error) => view! { <FailedToLoad error/> }.into_any(),
            }
        })
    };
    view! { <Transition fallback=|| view! { <p class="card-body muted">{t::loading()}</p> }>{list}</Transition> }
}

/// The events, kept up to date after they have loaded.
#[component]
fn Followed(id: String, after: String, history: History, is_whole: bool) -> impl IntoView {
    let history = RwSignal::new(history);
    let page = format!("/admin/accounts/{id}/history");
    let first = after.is_empty();
    let count = ChangeSignal::expect().throttle(PAUSE);
    effect_with_last(move |before: Option<u32>| {
        let now = count.get();
        if before.is_some_and(|before| before != now) {
            let question = list_account_history(id.clone(), after.clone());
            spawn_local(async move {
                // The page may be gone by now. After an error, the next change signal tries again.
                if let Ok(found) = question.await
                    && history.try_with_untracked(|history| *history != found) == Some(true)
                {
                    history.try_set(found);
                }
            });
        }
        now
    });
    dynamic(move || {
        let History { events, next } = history.get();
        if events.is_empty() {
            let words = if first { t::history_none() } else { t::history_end() };
            let newest = (!first).then(|| view! { <p><A href=page.clone() attr:class="btn s">{t::newest()}</A></p> });
            return view! { <div class="card-body stack stack-s"><p class="muted">{words}</p>{newest}</div> }
                .into_any();
        }
        let shown = if is_whole { events.len() } else { LATEST };
        let events = events.into_iter().take(shown).map(entry).collect_view();
        let to_first =
            (is_whole && !first).then(|| view! { <A href=page.clone() attr:class="btn s">{t::newest()}</A> });
        let to_next = next.filter(|_| is_whole).map(|next| {
            let href = format!("{page}?after={}", encode(&next));
            view! { <a href=href class="btn s" rel="next">{t::older()}</a> }
        });
        let pager = (to_first.is_some() || to_next.is_some())
            .then(|| view! { <nav class="pager card-foot" aria-label=t::history_pages()>{to_first}{to_next}</nav> });
        view! { <ol class="feed card-body">{events}</ol> {pager} }.into_any()
    })
}

fn entry(event: Event) -> impl IntoView {
    let glyph = match event.what {
        EventKind::SignedIn(_) => view! { <Glyph name="log-in" tone="green" small=true/> }.into_any(),
        EventKind::Ended(_) => view! { <Glyph name="log-out" small=true/> }.into_any(),
        EventKind::Impersonated | EventKind::ImpersonationEnded => {
            view! { <Glyph name="drama" tone="amber" small=true/> }.into_any()
        }
    };
    let place = [&*event.device, &*event.address].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
    let place = (!place.is_empty()).then(|| view! { <small>{place.join(" · ")}</small> });
    let words = event.words(false);
    view! {
        <li>
            {glyph}
            <span>{words}{event.reason.map(|reason| view! { <small class="said">{reason}</small> })}{place}</span>
            <Ago at=event.at/>
        </li>
    }
}
