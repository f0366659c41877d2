//! Shared parts of account lists: an account's role and ban as tags, and the message for an empty list.

use leptos::prelude::*;
use leptos_router::components::A;

use crate::{access::Role, directory::AccountSummary, texts::account_admin as t, ui::When};

/// An account's role, closing and ban as tags.
#[component]
pub(super) fn Standing(account: AccountSummary) -> impl IntoView {
    let class = if account.role == Role::MEMBER {
        "tag"
    } else if account.role == Role::MODERATOR {
        "tag plum"
    } else {
        "tag blue"
    };
    let role = view! { <span class=class>{account.role.label()}</span> };
    let closed = account.closed_at.map(|at| view! { <span class="tag">{t::closed_on(view! { <When at/> })}</span> });
    let ban = account.ban.filter(|_| account.closed_at.is_none()).map(|ban| match ban.until {
        Some(at) => view! { <span class="tag brick">{t::banned_until(view! { <When at/> })}</span> }.into_any(),
        None => view! { <span class="tag brick">{t::banned_no_end()}</span> }.into_any(),
    });
    view! { {account.closed_at.is_none().then_some(role)} {closed} " " {ban} }
}

/// The message that no account matches.
#[component]
pub(super) fn Nobody(#[prop(into)] words: String) -> impl IntoView {
    view! {
        <div class="empty stack">
            <h2>{t::none_title()}</h2>
            <p>{words}</p>
            <A href="/admin/accounts" attr:class="btn">{t::show_all()}</A>
        </div>
    }
}
