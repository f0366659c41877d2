//! The history section of the account page.

use std::time::Duration;

use leptos::{prelude::*, task::spawn_local};
use leptos_router::components::A;

use crate::{
    access::{Current, Permission, encode},
    directory::AccountSummary,
    live::ChangeSignal,
    session::{History, pages::HistoryTable},
    session_admin::list_account_history,
    texts::session_admin as t,
    ui::{FailedToLoad, use_query},
};

/// The minimum time between two requests.
const PAUSE: Duration = Duration::from_secs(5);

/// The history and, for viewers who may see the audit, a link to it.
#[component]
pub(crate) fn AccountHistory(account: RwSignal<AccountSummary>) -> impl IntoView {
    let (id, username) = account.with_untracked(|account| (account.id.clone(), account.username.clone()));
    let after = use_query("after");
    let found = {
        let id = id.clone();
        Resource::new_blocking(move || after.get(), move |after| list_account_history(id.clone(), after))
    };
    let list = move || {
        let (id, after) = (id.clone(), after.get());
        Suspend::new(async move {
            match found.await {
                Ok(history) => view! { <Followed id after history/> }.into_any(),
                Err(error) => view! { <FailedToLoad error/> }.into_any(),
            }
        })
    };
    let may_audit = Current::expect()
        .peek(|principal| principal.member().is_some_and(|me| me.permissions.has(Permission::VIEW_AUDIT)));
    let audit = format!("/admin/audit?account={}", encode(&username));
    view! {
        <h2>{t::history()}</h2>
        {may_audit.then(|| view! { <p class="small"><A href=audit>{t::view_audit()}</A></p> })}
        <Transition fallback=|| view! { <p class="muted">{t::loading()}</p> }>{list}</Transition>
    }
}

/// The history, kept up to date after it has loaded.
#[component]
fn Followed(id: String, after: String, history: History) -> impl IntoView {
    let history = RwSignal::new(history);
    let page = format!("/admin/accounts/{id}");
    let first = after.is_empty();
    let count = ChangeSignal::expect().throttle(PAUSE);
    Effect::new(move |before: Option<u32>| {
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
    move || {
        let history = history.get();
        if history.events.is_empty() && first {
            view! { <p class="muted">{t::history_none()}</p> }.into_any()
        } else {
            view! { <HistoryTable history first page=page.clone() to_owner=false/> }.into_any()
        }
    }
}
