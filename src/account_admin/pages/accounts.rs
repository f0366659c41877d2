//! `/admin/accounts`: the list of accounts, with search, filters, sort orders and selection for bulk acts.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;

use super::{
    filter::{FIELDS, find},
    listing::Found,
    standing::Nobody,
};
use crate::{
    access::{Current, Permission},
    account_admin::{ACTIVE, AccountFilter, Choice, SORTS, STATES, role_choices},
    console::{Bones, ConsolePage, FilterChip, Search},
    directory::COUNT_MAX,
    error::AppError,
    reactive::memo,
    texts::account_admin as t,
    ui::{FailedToLoad, Icon, use_query},
};

/// The page.
#[component]
pub fn AccountList() -> impl IntoView {
    let [search, role, state, active, sort] = FIELDS.map(use_query);
    let after = use_query("after");
    let filter = memo(move |_| AccountFilter {
        search: search.get(),
        role: role.get(),
        state: state.get(),
        active: active.get(),
        sort: sort.get(),
    });
    let found = Resource::new_blocking(move || (filter.get(), after.get()), |(filter, after)| find(filter, after));
    let roles = Resource::new_blocking(|| (), |()| role_choices());
    // The current number of accounts, which the list keeps up to date.
    let total = RwSignal::new(None);
    let list = move || {
        let (filter, after) = (filter.get(), after.get());
        Suspend::new(async move {
            match found.await {
                Ok(page) => {
                    let roles = roles.await.unwrap_or_default();
                    view! { <Found page filter after roles total/> }.into_any()
                }
                Err(AppError::Invalid { .. }) => view! { <Nobody words=t::unknown_filter()/> }.into_any(),
                Err(error) => view! { <FailedToLoad error/> }.into_any(),
            }
        })
    };
    let count = move || {
        Suspend::new(async move {
            let first = found.await.ok().map(|page| page.total);
            first.map(|first| move || people(total.get().unwrap_or(first)))
        })
    };
    let role_chip = move || {
        Suspend::new(async move {
            let roles = roles.await.unwrap_or_default().into_iter();
            let choices = roles.map(|(role, _)| (role.name().to_owned(), role.label())).collect();
            view! { <FilterChip name="role" label=t::role() none=t::any_role() choices/> }
        })
    };
    let current = Current::expect();
    let may_invite = memo(move |_| current.member(|member| member.permissions.has(Permission::INVITE)));
    let invite = move || {
        may_invite.get().then(|| {
            view! {
                <A href="/admin/invitations" attr:class="btn primary"><Icon name="user-plus"/>{t::invite()}</A>
            }
        })
    };
    view! {
        <Title text=t::title()/>
        <ConsolePage>
            <header class="head">
                <div>
                    <h1>{t::title()}</h1>
                    <p role="status"><Transition>{count}</Transition></p>
                </div>
                {invite}
            </header>
            <Search label=t::search() hint=t::search_hint() others=&["role", "state", "active", "sort"]>
                <Transition>{role_chip}</Transition>
                <FilterChip name="state" label=t::status() none=t::any_status() choices=owned(&STATES)/>
                <FilterChip name="active" label=t::last_active() none=t::any_time() choices=owned(&ACTIVE)/>
                <FilterChip name="sort" label=t::sort() none=t::by_username() choices=owned(&SORTS)/>
            </Search>
            <Transition fallback=|| view! { <Bones/> }>{list}</Transition>
        </ConsolePage>
    }
}

fn people(total: i64) -> String {
    if total > COUNT_MAX { t::people_more(COUNT_MAX) } else { t::people(total) }
}

fn owned(choices: &[Choice]) -> Vec<(String, String)> {
    choices.iter().map(|(value, words)| ((*value).to_owned(), words())).collect()
}
