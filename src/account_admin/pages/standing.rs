//! Shared parts of account lists: an account's role and ban as tags, and the message for an empty list.

use leptos::prelude::*;
use leptos_router::components::A;

use crate::{
    console::Empty,
    directory::{AccountSummary, pages::RoleTag},
    texts::account_admin as t,
    ui::{Icon, When},
};

/// An account's role, closing and ban as tags.
#[component]
pub(super) fn Standing(account: AccountSummary) -> impl IntoView {
    let role = account.closed_at.is_none().then(|| view! { <RoleTag role=account.role/> });
    let closed = account.closed_at.map(|at| view! { <span class="tag">{t::closed_on(view! { <When at/> })}</span> });
    let ban = account.ban.filter(|_| account.closed_at.is_none()).map(|ban| {
        let words = match ban.until {
            Some(at) => t::banned_until(view! { <When at/> }),
            None => t::banned_no_end().into_any(),
        };
        view! { <span class="tag brick"><Icon name="ban"/>{words}</span> }
    });
    view! { {role} {closed} " " {ban} }
}

/// The message that no account matches.
#[component]
pub(super) fn Nobody(#[prop(into)] words: String) -> impl IntoView {
    view! {
        <Empty icon="users" title=t::none_title() words>
            <A href="/admin/accounts" attr:class="btn s">{t::show_all()}</A>
        </Empty>
    }
}
