//! A row of the list of accounts, and the menu with what can be done with it.

use leptos::prelude::*;
use leptos_router::{NavigateOptions, components::A, hooks::use_navigate};

use super::standing::Standing;
use crate::{
    access::{Current, Permission, Permissions},
    directory::AccountSummary,
    reactive::{dynamic, memo},
    texts::account_admin as t,
    ui::{Ago, Avatar, Icon, browser},
};

/// The row. Clicking anywhere in it opens the account.
#[component]
pub(super) fn Row(
    account: Memo<AccountSummary>,
    /// Whether the list has a column of checkboxes.
    can_choose: bool,
) -> impl IntoView {
    let id = account.with_untracked(|account| account.id.clone());
    let page = format!("/admin/accounts/{id}");
    let name = memo(move |_| account.with(|account| account.display_name.clone()));
    let is_closed = memo(move |_| account.with(|account| account.closed_at.is_some()));
    let tick = move || {
        let id = id.clone();
        (!is_closed.get()).then(|| {
            view! {
                <label class="tickbox">
                    <input type="checkbox" name="ids" value=id autocomplete="off"/>
                    <span class="visually-hidden">{dynamic(move || t::select_account(name.get()))}</span>
                </label>
            }
        })
    };
    let sessions = memo(move |_| account.with(|account| account.sessions));
    let last_active_at = memo(move |_| account.with(|account| account.last_seen_at));
    let last_active = move || match last_active_at.get() {
        None => t::never().into_any(),
        Some(at) => view! { <Ago at/> }.into_any(),
    };
    let navigate = use_navigate();
    let target = page.clone();
    let open = move |event: leptos::ev::MouseEvent| {
        if browser::is_for_row(&event) {
            navigate(&target, NavigateOptions::default());
        }
    };
    view! {
        <tr class="opens" on:click=open>
            {can_choose.then(|| view! { <td class="tickcell">{tick}</td> })}
            <td>
                <div class="who">
                    <Avatar name/>
                    <div>
                        <A href=page.clone() attr:class="name" attr:aria-label=move || t::open_account(name.get())>{name}</A>
                        <small>{dynamic(move || account.with(|account| account.username.clone()))}</small>
                    </div>
                </div>
            </td>
            <td><span class="cluster">{dynamic(move || view! { <Standing account=account.get()/> })}</span></td>
            <td data-l=t::sessions()><span class="num" class:muted=move || sessions.get() == 0>{sessions}</span></td>
            <td data-l=t::last_active() class="nowrap">{last_active}</td>
            <td class="corner"><Menu account name page/></td>
        </tr>
    }
}

/// What the viewer may do with the account. Each act has a page, which says what will happen.
#[component]
fn Menu(account: Memo<AccountSummary>, name: Memo<String>, page: String) -> impl IntoView {
    let current = Current::expect();
    let mine = memo(move |_| current.member(|member| member.permissions));
    let may = move |permission: Permission, also: fn(Permissions, Permissions) -> bool| {
        let mine = mine.get();
        account.with(|account| account.closed_at.is_none() && mine.has(permission) && also(mine, account.permissions))
    };
    // Changing a role withdraws the permissions of the old one, so the viewer must hold them.
    let may_assign =
        memo(move |_| may(Permission::ASSIGN_ROLES, |mine, theirs| mine.reach(theirs) && mine.cover(theirs)));
    let may_ban = memo(move |_| {
        let me = current.member(|member| member.account_id.clone());
        may(Permission::BAN_ACCOUNTS, Permissions::reach)
            && account.with(|account| account.ban.is_none() && account.id != me)
    });
    let (sessions, role, ban) = (format!("{page}/sessions"), format!("{page}/role"), format!("{page}/ban"));
    view! {
        <details class="pick" name="row">
            <summary class="btn quiet s square">
                <Icon name="ellipsis"/>
                <span class="visually-hidden">{dynamic(move || t::actions_for(name.get()))}</span>
            </summary>
            <div class="menu">
                <A href=page><Icon name="id-card"/>{t::open()}</A>
                <A href=sessions><Icon name="monitor-smartphone"/>{t::see_sessions()}</A>
                {dynamic(move || may_assign.get().then(|| view! {
                    <A href=role.clone()><Icon name="user-cog"/>{t::act_follows(t::change_role())}</A>
                }))}
                {dynamic(move || may_ban.get().then(|| view! {
                    <hr/>
                    <A href=ban.clone() attr:class="danger"><Icon name="ban"/>{t::act_follows(t::ban())}</A>
                }))}
            </div>
        </details>
    }
}
