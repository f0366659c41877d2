//! `/admin/accounts`: the list of accounts, with search, filters, sort orders and selection for bulk acts.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::{
    filter::{FIELDS, address, find},
    listing::Found,
    standing::Nobody,
};
use crate::{
    account_admin::{ACTIVE, AccountFilter, Choice, SORTS, STATES, role_choices},
    console::ConsolePage,
    error::AppError,
    texts::account_admin as t,
    ui::{FailedToLoad, browser, use_query},
};

/// The page.
#[component]
pub fn AccountList() -> impl IntoView {
    let [search, role, state, active, sort] = FIELDS.map(use_query);
    let after = use_query("after");
    let filter = Memo::new(move |_| AccountFilter {
        search: search.get(),
        role: role.get(),
        state: state.get(),
        active: active.get(),
        sort: sort.get(),
    });
    let found = Resource::new_blocking(move || (filter.get(), after.get()), |(filter, after)| find(filter, after));
    let roles = Resource::new_blocking(|| (), |()| role_choices());
    let list = move || {
        let (filter, after) = (filter.get(), after.get());
        Suspend::new(async move {
            match found.await {
                Ok(page) => {
                    let roles = roles.await.unwrap_or_default();
                    view! { <Found page filter after roles/> }.into_any()
                }
                Err(AppError::Invalid { .. }) => view! { <Nobody words=t::unknown_filter()/> }.into_any(),
                Err(error) => view! { <FailedToLoad error/> }.into_any(),
            }
        })
    };
    let role_field = move || {
        Suspend::new(async move {
            let roles = roles.await.unwrap_or_default().into_iter();
            let choices = roles.map(|(role, _)| (role.name().to_owned(), role.label())).collect();
            view! { <Pick name="role" label=t::role() none=t::any_role() choices value=role/> }
        })
    };
    let navigate = use_navigate();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let [role, state, active, sort] =
            ["role", "state", "active", "sort"].map(|name| browser::input_value(&format!("accounts-{name}")));
        let filter = AccountFilter { search: browser::input_value("search"), role, state, active, sort };
        navigate(&address(&filter, ""), NavigateOptions::default());
    };
    view! {
        <Title text=t::title()/>
        <ConsolePage>
            <h1>{t::title()}</h1>
            <form method="get" action="/admin/accounts" class="filters audit" role="search" on:submit=submit>
                <div class="field">
                    <label for="search">{t::search()}</label>
                    <input
                        id="search"
                        type="search"
                        name="q"
                        value=move || search.get()
                        prop:value=move || search.get()
                        placeholder=t::search_hint()
                        autocomplete="off"
                    />
                </div>
                <Suspense>{role_field}</Suspense>
                <Pick name="state" label=t::status() none=t::any_status() choices=owned(&STATES) value=state/>
                <Pick name="active" label=t::last_active() none=t::any_time() choices=owned(&ACTIVE) value=active/>
                <Pick name="sort" label=t::sort() none=t::by_username() choices=owned(&SORTS) value=sort/>
                <button class="btn" type="submit">{t::search()}</button>
            </form>
            <Transition fallback=|| view! { <p class="muted">{t::loading()}</p> }>{list}</Transition>
        </ConsolePage>
    }
}

fn owned(choices: &[Choice]) -> Vec<(String, String)> {
    choices.iter().map(|(value, words)| ((*value).to_owned(), words())).collect()
}

/// A select field of the filter. `none` is the label of the default.
#[component]
fn Pick(
    name: &'static str,
    #[prop(into)] label: String,
    #[prop(into)] none: String,
    choices: Vec<(String, String)>,
    value: Memo<String>,
) -> impl IntoView {
    let id = format!("accounts-{name}");
    let option = |(name, words): (String, String)| {
        let this = name.clone();
        let chosen = Memo::new(move |_| value.get() == this);
        view! { <option value=name selected=move || chosen.get() prop:selected=move || chosen.get()>{words}</option> }
    };
    let options: Vec<_> = [(String::new(), none)].into_iter().chain(choices).map(option).collect();
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <select id=id name=name>{options}</select>
        </div>
    }
}
