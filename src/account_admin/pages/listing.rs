//! The live list of accounts and the bar with the bulk acts.

use leptos::prelude::*;

use super::{
    filter::{address, find},
    row::Row,
    standing::Nobody,
};
use crate::{
    access::{Current, Permissions, Role},
    account_admin::{AccountFilter, AccountPage, BulkAct},
    console::{BulkBar, Pager, Selection, TickAll, live_list},
    directory::AccountSummary,
    reactive::{dynamic, effect, memo},
    texts::account_admin as t,
    ui::{Icon, Keyed, Listing, LiveList},
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

/// The list and the bulk acts on selected accounts. `total` receives the current number of matching accounts.
#[component]
pub(super) fn Found(
    page: AccountPage,
    filter: AccountFilter,
    after: String,
    roles: Vec<(Role, Permissions)>,
    total: RwSignal<Option<i64>>,
) -> impl IntoView {
    let first = (!after.is_empty()).then(|| address(&filter, ""));
    let shown = {
        let filter = filter.clone();
        live_list(LIST, page, || (), move || find(filter.clone(), after.clone()))
    };
    effect(move || total.set(Some(shown.with(|page| page.total))));
    let is_empty = shown.is_empty();
    let held = Current::expect().peek(|principal| principal.member().map(|member| member.permissions));
    let acts = acts(held.unwrap_or_default(), roles);
    dynamic(move || {
        if is_empty.get() {
            view! { <Nobody words=nobody(&filter)/> }.into_any()
        } else {
            view! { <Everybody shown filter=filter.clone() first=first.clone() acts=acts.clone()/> }.into_any()
        }
    })
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
fn Everybody(
    shown: LiveList<AccountPage>,
    filter: AccountFilter,
    /// The address of the first page, on any other.
    first: Option<String>,
    acts: Vec<BulkAct>,
) -> impl IntoView {
    let can_choose = !acts.is_empty();
    let next = memo(move |_| shown.with(|page| page.next.clone()).map(|next| address(&filter, &next)));
    let selection = Selection::new(LIST, shown);
    view! {
        {shown.notice()}
        <form method="get" action="/admin/accounts/bulk" class="stack">
            <section class="card" aria-label=t::title()>
                <table class="table cards" id=LIST tabindex="-1" on:change=move |_| selection.count()>
                    <thead>
                        <tr>
                            {can_choose.then(|| view! { <td><TickAll selection/></td> })}
                            <th scope="col">{t::person()}</th>
                            <th scope="col">{t::status()}</th>
                            <th scope="col">{t::sessions()}</th>
                            <th scope="col">{t::last_active()}</th>
                            <td><span class="visually-hidden">{t::actions()}</span></td>
                        </tr>
                    </thead>
                    <tbody>
                        <For each=move || shown.rows() key=Keyed::key let:account>
                            <Row account=shown.row(account) can_choose/>
                        </For>
                    </tbody>
                </table>
            </section>
            <Pager label=t::pager() first next/>
            {can_choose.then(|| view! { <BulkBar selection label=t::with_selected()><Acts acts/></BulkBar> })}
        </form>
    }
}

/// Returns the bulk acts that these permissions allow.
fn acts(held: Permissions, roles: Vec<(Role, Permissions)>) -> Vec<BulkAct> {
    let given = roles.into_iter().filter(|(_, permissions)| held.cover(*permissions));
    let given = given.map(|(role, _)| BulkAct::ChangeRole(role));
    let acts = [BulkAct::EndSessions, BulkAct::LiftBan].into_iter().chain(given).chain([BulkAct::Ban]);
    acts.filter(|act| held.has(act.needs())).collect()
}

/// One button for each act, which leads to its preview; those that change the role are in a menu.
#[component]
fn Acts(acts: Vec<BulkAct>) -> impl IntoView {
    let (roles, acts): (Vec<_>, Vec<_>) = acts.into_iter().partition(|act| matches!(act, BulkAct::ChangeRole(_)));
    let button = |act: BulkAct| {
        let (class, icon) = match act {
            BulkAct::Ban => ("btn danger s", "ban"),
            BulkAct::LiftBan => ("btn s", "circle-check"),
            BulkAct::EndSessions => ("btn s", "log-out"),
            BulkAct::ChangeRole(_) => ("", "user-cog"),
        };
        view! {
            <button class=class type="submit" name="act" value=act.name()>
                <Icon name=icon/>
                {t::act_follows(act.title())}
            </button>
        }
    };
    let menu = (!roles.is_empty()).then(|| {
        view! {
            <details class="pick">
                <summary class="btn s"><Icon name="user-cog"/>{t::change_role()}<Icon name="chevron-down"/></summary>
                <div class="menu">{roles.into_iter().map(button).collect_view()}</div>
            </details>
        }
    });
    view! { {acts.into_iter().map(button).collect_view()} {menu} }
}
