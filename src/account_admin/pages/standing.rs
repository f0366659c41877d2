//! What lists of accounts show of one: its role and ban; and what they show when there is none.

use leptos::prelude::*;
use leptos_router::components::A;

use crate::{access::Role, directory::AccountSummary, ui::When};

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

/// No account matches.
#[component]
pub(super) fn Nobody(words: &'static str) -> impl IntoView {
    view! {
        <div class="empty stack">
            <h2>"Nobody found"</h2>
            <p>{words}</p>
            <A href="/admin/accounts" attr:class="btn">"Show all accounts"</A>
        </div>
    }
}
