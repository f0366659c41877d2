//! `/admin/accounts`: who has an account; searched, filtered, sorted, and chosen for acts on several.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{NavigateOptions, components::A, hooks::use_navigate};

use super::{
    aside::ConsolePage,
    shown::{Keyed, Listing, Shown},
};
use crate::{
    access::{Current, Permissions, Role, encode},
    admin::{
        ACTIVE, AccountFilter, AccountPage, AccountSummary, BulkAct, COUNT_MAX, Choice, SORTS, STATES, list_accounts,
        role_choices,
    },
    error::AppError,
    ui::{FailedToLoad, When, browser, use_query},
};

/// The fields of the filter, as they stand in the address.
const FIELDS: [&str; 5] = ["q", "role", "state", "active", "sort"];

/// The list.
const LIST: &str = "accounts";

impl Keyed for AccountSummary {
    fn key(&self) -> String {
        self.id.clone()
    }
}

impl Listing for AccountPage {
    type Row = AccountSummary;

    fn rows(&self) -> &Vec<AccountSummary> {
        &self.accounts
    }

    fn rows_mut(&mut self) -> &mut Vec<AccountSummary> {
        &mut self.accounts
    }
}

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
                Err(AppError::Invalid { .. }) => {
                    view! { <Nobody words="The address asks for a choice that there is not."/> }.into_any()
                }
                Err(error) => view! { <FailedToLoad error/> }.into_any(),
            }
        })
    };
    let role_field = move || {
        Suspend::new(async move {
            let names = roles.await.unwrap_or_default().into_iter().map(|(role, _)| role.to_string());
            let choices = names.map(|name| (name.clone(), name)).collect();
            view! { <Pick name="role" label="Role" none="Any" choices value=role/> }
        })
    };
    let navigate = use_navigate();
    let look = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let [role, state, active, sort] =
            ["role", "state", "active", "sort"].map(|name| browser::input_value(&format!("accounts-{name}")));
        let filter = AccountFilter { search: browser::input_value("search"), role, state, active, sort };
        navigate(&address(&filter, ""), NavigateOptions::default());
    };
    view! {
        <Title text="Accounts"/>
        <ConsolePage>
            <h1>"Accounts"</h1>
            <form method="get" action="/admin/accounts" class="filters audit" role="search" on:submit=look>
                <div class="field">
                    <label for="search">"Search"</label>
                    <input
                        id="search"
                        type="search"
                        name="q"
                        value=move || search.get()
                        prop:value=move || search.get()
                        placeholder="How a name or address begins"
                        autocomplete="off"
                    />
                </div>
                <Suspense>{role_field}</Suspense>
                <Pick name="state" label="State" none="All but closed" choices=owned(&STATES) value=state/>
                <Pick name="active" label="Active" none="Whenever" choices=owned(&ACTIVE) value=active/>
                <Pick name="sort" label="Order" none="By username" choices=owned(&SORTS) value=sort/>
                <button class="btn" type="submit">"Search"</button>
            </form>
            <Transition fallback=|| view! { <p class="muted">"Looking…"</p> }>{list}</Transition>
        </ConsolePage>
    }
}

async fn find(filter: AccountFilter, after: String) -> Result<AccountPage, AppError> {
    let AccountFilter { search, role, state, active, sort } = filter;
    list_accounts(search, role, state, active, sort, after).await
}

fn owned(choices: &[Choice]) -> Vec<(String, String)> {
    choices.iter().map(|(value, words)| ((*value).to_owned(), (*words).to_owned())).collect()
}

/// A choice of the filter; `none` asks for nothing.
#[component]
fn Pick(
    name: &'static str,
    label: &'static str,
    none: &'static str,
    choices: Vec<(String, String)>,
    value: Memo<String>,
) -> impl IntoView {
    let id = format!("accounts-{name}");
    let option = |(name, words): (String, String)| {
        let this = name.clone();
        let chosen = Memo::new(move |_| value.get() == this);
        view! { <option value=name selected=move || chosen.get() prop:selected=move || chosen.get()>{words}</option> }
    };
    let options: Vec<_> = [(String::new(), none.to_owned())].into_iter().chain(choices).map(option).collect();
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <select id=id name=name>{options}</select>
        </div>
    }
}

#[component]
fn Nobody(words: &'static str) -> impl IntoView {
    view! {
        <div class="empty stack">
            <h2>"Nobody found"</h2>
            <p>{words}</p>
            <A href="/admin/accounts" attr:class="btn">"Show all accounts"</A>
        </div>
    }
}

#[component]
fn Found(page: AccountPage, filter: AccountFilter, after: String, roles: Vec<(Role, Permissions)>) -> impl IntoView {
    let is_first = after.is_empty();
    let shown = {
        let filter = filter.clone();
        Shown::new(LIST, page, || (), move || find(filter.clone(), after.clone()))
    };
    let is_empty = shown.is_empty();
    let held = Current::expect().peek(|principal| principal.member().map(|member| member.permissions));
    let acts = acts(held.unwrap_or_default(), roles);
    move || {
        if is_empty.get() {
            view! { <Nobody words=nobody(&filter)/> }.into_any()
        } else {
            view! { <Everybody shown filter=filter.clone() is_first acts=acts.clone()/> }.into_any()
        }
    }
}

fn nobody(filter: &AccountFilter) -> &'static str {
    let searched = AccountFilter { search: filter.search.clone(), ..AccountFilter::default() };
    if *filter == AccountFilter::default() {
        "No more accounts follow."
    } else if *filter == searched {
        "No username, display name or e-mail address begins with that."
    } else {
        "No account is all of that."
    }
}

#[component]
fn Everybody(shown: Shown<AccountPage>, filter: AccountFilter, is_first: bool, acts: Vec<BulkAct>) -> impl IntoView {
    let count = Memo::new(move |_| match shown.with(|page| page.total) {
        1 => "1 account".to_owned(),
        total if total > COUNT_MAX => "More than 1,000 accounts".to_owned(),
        total => format!("{total} accounts"),
    });
    let can_choose = !acts.is_empty();
    let next = Memo::new(move |_| shown.with(|page| page.next.clone()));
    let pager = move || {
        let first = (!is_first).then(|| view! { <A href=address(&filter, "") attr:class="btn small">"First page"</A> });
        let next = next.get().map(|next| {
            view! { <A href=address(&filter, &next) attr:class="btn small" attr:rel="next">"Next page"</A> }
        });
        (first.is_some() || next.is_some())
            .then(|| view! { <nav class="pager" aria-label="More accounts">{first}{next}</nav> })
    };
    view! {
        <p class="muted" role="status">{count}</p>
        {shown.notice()}
        <form method="get" action="/admin/accounts/bulk" class="stack">
            <table id=LIST tabindex="-1">
                <thead>
                    <tr>
                        <th scope="col">"Person"</th>
                        <th scope="col">"Standing"</th>
                        <th scope="col" class="num">"Sessions"</th>
                        <th scope="col">"Last active"</th>
                        <th scope="col"><span class="visually-hidden">"Actions"</span></th>
                    </tr>
                </thead>
                <tbody>
                    <For each=move || shown.rows() key=Keyed::key let:account>
                        <Row account=shown.row(account) can_choose/>
                    </For>
                </tbody>
            </table>
            {pager}
            {can_choose.then(|| view! { <ActChoice acts/> })}
        </form>
    }
}

/// What may be done to several accounts by whoever holds these permissions.
fn acts(held: Permissions, roles: Vec<(Role, Permissions)>) -> Vec<BulkAct> {
    let given = roles.into_iter().filter(|(_, permissions)| held.cover(*permissions));
    let given = given.map(|(role, _)| BulkAct::ChangeRole(role));
    let acts = [BulkAct::Ban, BulkAct::LiftBan, BulkAct::EndSessions].into_iter().chain(given);
    acts.filter(|act| held.has(act.needs())).collect()
}

#[component]
fn ActChoice(acts: Vec<BulkAct>) -> impl IntoView {
    let option = |act: BulkAct| view! { <option value=act.name()>{act.title()}</option> };
    view! {
        <div class="filters">
            <div class="field">
                <label for="bulk-act">"With the accounts that are ticked"</label>
                <select id="bulk-act" name="act">{acts.into_iter().map(option).collect_view()}</select>
            </div>
            <button class="btn" type="submit">"Show what would happen"</button>
        </div>
    }
}

fn address(filter: &AccountFilter, after: &str) -> String {
    let AccountFilter { search, role, state, active, sort } = filter;
    let values = [search, role, state, active, sort].map(String::as_str);
    let pairs = FIELDS.into_iter().zip(values).chain([("after", after)]).filter(|(_, value)| !value.is_empty());
    let query = pairs.map(|(name, value)| format!("{name}={}", encode(value))).collect::<Vec<_>>();
    if query.is_empty() { "/admin/accounts".to_owned() } else { format!("/admin/accounts?{}", query.join("&")) }
}

#[component]
fn Row(account: Memo<AccountSummary>, can_choose: bool) -> impl IntoView {
    let (id, username) = account.with_untracked(|account| (account.id.clone(), account.username.clone()));
    let open = format!("/admin/accounts/{id}");
    let can_choose = Memo::new(move |_| can_choose && account.with(|account| account.closed_at.is_none()));
    let tick = move || {
        let id = id.clone();
        can_choose.get().then(|| view! { <input type="checkbox" name="ids" value=id autocomplete="off"/> })
    };
    let last_active = move || match account.with(|account| account.last_seen_at) {
        None => "never".into_any(),
        Some(at) => view! { <When at/> }.into_any(),
    };
    view! {
        <tr>
            <td data-label="Person">
                <label class="check">
                    {tick}
                    <span>
                        <b>{move || account.with(|account| account.display_name.clone())}</b>
                        <br/>
                        <span class="small muted">{move || account.with(|account| account.username.clone())}</span>
                    </span>
                </label>
            </td>
            <td data-label="Standing">{move || view! { <Standing account=account.get()/> }}</td>
            <td data-label="Sessions" class="num">{move || account.with(|account| account.sessions)}</td>
            <td data-label="Last active">{last_active}</td>
            <td class="num"><A href=open attr:class="btn small" attr:aria-label=format!("Open {username}")>"Open"</A></td>
        </tr>
    }
}

/// Role and ban as tags.
#[component]
pub(super) fn Standing(account: AccountSummary) -> impl IntoView {
    let class = if account.role == Role::MEMBER { "tag" } else { "tag adm" };
    let role = view! { <span class=class>{account.role.to_string()}</span> };
    let closed = account.closed_at.map(|at| view! { <span class="tag">"closed on " <When at/></span> });
    let ban = account.ban.filter(|_| account.closed_at.is_none()).map(|ban| match ban.until {
        Some(at) => view! { <span class="tag ban">"banned until " <When at/></span> }.into_any(),
        None => view! { <span class="tag ban">"banned for good"</span> }.into_any(),
    });
    view! { {account.closed_at.is_none().then_some(role)} {closed} " " {ban} }
}
