//! The account page's part on what has happened to the account's sessions.

use std::time::Duration;

use leptos::prelude::*;
use leptos_router::components::A;

use crate::{
    access::{Current, Permission, encode},
    admin::{AccountSummary, list_account_history},
    live::Pulse,
    session::pages::HistoryTable,
    ui::{FailedToLoad, use_query},
};

/// Between two questions, at least.
const PAUSE: Duration = Duration::from_secs(5);

/// The history, and where else to look.
#[component]
pub(super) fn AccountHistory(account: RwSignal<AccountSummary>) -> impl IntoView {
    let (id, username) = account.with_untracked(|account| (account.id.clone(), account.username.clone()));
    let after = use_query("after");
    let beats = Pulse::expect().calm(PAUSE);
    let found = {
        let id = id.clone();
        Resource::new_blocking(
            move || (after.get(), beats.get()),
            move |(after, _)| list_account_history(id.clone(), after),
        )
    };
    let page = format!("/admin/accounts/{id}");
    let list = move || {
        let (first, page) = (after.get().is_empty(), page.clone());
        Suspend::new(async move {
            match found.await {
                Ok(history) if history.events.is_empty() && first => {
                    view! { <p class="muted">"Nobody has signed in yet, or not for as long as history is kept."</p> }
                        .into_any()
                }
                Ok(history) => view! { <HistoryTable history first page to_owner=false/> }.into_any(),
                Err(error) => view! { <FailedToLoad error/> }.into_any(),
            }
        })
    };
    let may_audit = Current::expect()
        .peek(|principal| principal.member().is_some_and(|me| me.permissions.has(Permission::ViewAudit)));
    let audit = format!("/admin/audit?account={}", encode(&username));
    view! {
        <h2>"History"</h2>
        {may_audit.then(|| view! { <p class="small"><A href=audit>"All that the audit has on this account"</A></p> })}
        <Transition fallback=|| view! { <p class="muted">"Looking…"</p> }>{list}</Transition>
    }
}
