//! The live list of accounts and the choice of a bulk act.

use leptos::prelude::*;
use leptos_router::components::A;

use super::{
    filter::{address, find},
    standing::{Nobody, Standing},
};
use crate::{
    access::{Current, Permissions, Role},
    account_admin::{AccountFilter, AccountPage, BulkAct},
    console::live_list,
    directory::{AccountSummary, COUNT_MAX},
    texts::account_admin as t,
    ui::{Keyed, Listing, LiveList, When},
};

/// The ID of the list element.
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

/// The list and the bulk acts on selected accounts.
#[component]
pub(super) fn Found(
    page: AccountPage,
    filter: AccountFilter,
    after: String,
    roles: Vec<(Role, Permissions)>,
) -> impl IntoView {
    let is_first = after.is_empty();
    let shown = {
        let filter = filter.clone();
        live_list(LIST, page, || (), move || find(filter.clone(), after.clone()))
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

fn nobody(filter: &AccountFilter) -> String {
    let searched = AccountFilter { search: filter.search.clone(), ..AccountFilter::default() };
    if *filter == AccountFilter::default() {
        t::none_follow()
    } else if *filter == searched {
        t::none_begin()
    } else {
        t::none_match()
    }
}

#[component]
fn Everybody(shown: LiveList<AccountPage>, filter: AccountFilter, is_first: bool, acts: Vec<BulkAct>) -> impl IntoView {
    let count = Memo::new(move |_| match shown.with(|page| page.total) {
        total if total > COUNT_MAX => t::accounts_more(COUNT_MAX),
        total => t::accounts(total),
    });
    let can_choose = !acts.is_empty();
    let next = Memo::new(move |_| shown.with(|page| page.next.clone()));
    let pager = move || {
        let first =
            (!is_first).then(|| view! { <A href=address(&filter, "") attr:class="btn s">{t::first_page()}</A> });
        let next = next.get().map(|next| {
            view! { <A href=address(&filter, &next) attr:class="btn s" attr:rel="next">{t::next_page()}</A> }
        });
        (first.is_some() || next.is_some())
            .then(|| view! { <nav class="pager" aria-label=t::pager()>{first}{next}</nav> })
    };
    view! {
        <p class="muted" role="status">{count}</p>
        {shown.notice()}
        <form method="get" action="/admin/accounts/bulk" class="stack">
            <table id=LIST tabindex="-1">
                <thead>
                    <tr>
                        <th scope="col">{t::person()}</th>
                        <th scope="col">{t::status()}</th>
                        <th scope="col" class="num">{t::sessions()}</th>
                        <th scope="col">{t::last_active()}</th>
                        <th scope="col"><span class="visually-hidden">{t::actions()}</span></th>
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

/// Returns the bulk acts that these permissions allow.
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
                <label for="bulk-act">{t::with_selected()}</label>
                <select id="bulk-act" name="act">{acts.into_iter().map(option).collect_view()}</select>
            </div>
            <button class="btn" type="submit">{t::preview()}</button>
        </div>
    }
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
        None => t::never().into_any(),
        Some(at) => view! { <When at/> }.into_any(),
    };
    view! {
        <tr>
            <td class="person" data-label=t::person()>
                <label class="tick">
                    {tick}
                    <span>
                        <b>{move || account.with(|account| account.display_name.clone())}</b>
                        <br/>
                        <span class="small muted">{move || account.with(|account| account.username.clone())}</span>
                    </span>
                </label>
            </td>
            <td data-label=t::status()>{move || view! { <Standing account=account.get()/> }}</td>
            <td data-label=t::sessions() class="num">{move || account.with(|account| account.sessions)}</td>
            <td data-label=t::last_active()>{last_active}</td>
            <td class="num"><A href=open attr:class="btn s" attr:aria-label=t::open_account(&username)>{t::open()}</A></td>
        </tr>
    }
}
