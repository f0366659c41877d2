//! `/admin/audit`: acts and refusals, with their actors, subjects and origins.

mod events;
mod facts;
mod filter;

use leptos::prelude::*;
use leptos_meta::Title;

use self::{
    events::Found,
    filter::{FIELDS, Files, Filters, LIST, Misread, find},
};
use crate::{
    audit::{AuditEvent, AuditFilter, AuditPage},
    console::{ConsolePage, live_list},
    error::AppError,
    reactive::{dynamic, memo},
    texts::audit_admin as t,
    ui::{FailedToLoad, Keyed, Listing, use_query},
};

impl Keyed for AuditEvent {
    fn key(&self) -> String {
        self.seq.to_string()
    }
}

impl Listing for AuditPage {
    type Row = AuditEvent;

    fn rows(&self) -> &Vec<AuditEvent> {
        &self.events
    }

    fn rows_mut(&mut self) -> &mut Vec<AuditEvent> {
        &mut self.events
    }
}

/// The page.
#[component]
pub fn AuditLog() -> impl IntoView {
    let [act, outcome, account, since, until, zone, address] = FIELDS.map(use_query);
    let before = use_query("before");
    let filter = memo(move |_| AuditFilter {
        act: act.get(),
        outcome: outcome.get(),
        account: account.get(),
        since: since.get(),
        until: until.get(),
        zone: zone.get(),
        address: address.get(),
    });
    let found = Resource::new_blocking(move || (filter.get(), before.get()), |(filter, before)| find(filter, before));
    let list = move || {
        let (filter, before) = (filter.get(), before.get());
        Suspend::new(async move {
            match found.await {
                Ok(page) => {
                    let (wanted, from) = (filter.clone(), before.clone());
                    let shown = live_list(LIST, page, || (), move || find(wanted.clone(), from.clone()));
                    view! { <Found shown filter is_first=before.is_empty()/> }.into_any()
                }
                Err(error @ AppError::Invalid { .. }) => view! { <Misread error/> }.into_any(),
                Err(error) => view! { <FailedToLoad error/> }.into_any(),
            }
        })
    };
    view! {
        <Title text=t::title()/>
        <ConsolePage>
            <header class="head">
                <div><h1>{t::title()}</h1><p>{t::about()}</p></div>
                {dynamic(move || view! { <Files filter=filter.get()/> })}
            </header>
            <Filters filter/>
            <Transition fallback=|| view! { <p class="muted">{t::loading()}</p> }>{list}</Transition>
        </ConsolePage>
    }
}
