//! `/admin/accounts`: who has an account.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{NavigateOptions, components::A, hooks::use_navigate};

use super::aside::ConsolePage;
use crate::{
    access::{Role, encode},
    admin::{AccountPage, AccountSummary, list_accounts},
    ui::{FailedToLoad, When, browser, use_query},
};

/// The page.
#[component]
pub fn AccountList() -> impl IntoView {
    let (search, after) = (use_query("q"), use_query("after"));
    let found =
        Resource::new_blocking(move || (search.get(), after.get()), |(search, after)| list_accounts(search, after));
    let list = move || {
        let (search, after) = (search.get(), after.get());
        Suspend::new(async move {
            match found.await {
                Ok(page) => view! { <Found page search after/> }.into_any(),
                Err(error) => view! { <FailedToLoad error/> }.into_any(),
            }
        })
    };
    let navigate = use_navigate();
    let look = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        navigate(&address(&browser::input_value("search"), ""), NavigateOptions::default());
    };
    view! {
        <Title text="Accounts"/>
        <ConsolePage>
            <h1>"Accounts"</h1>
            <form method="get" action="/admin/accounts" class="filters" role="search" on:submit=look>
                <div class="field">
                    <label for="search">"Search"</label>
                    <input id="search" type="search" name="q" value=move || search.get() prop:value=move || search.get() autocomplete="off"/>
                </div>
                <button class="btn" type="submit">"Search"</button>
            </form>
            <Transition fallback=|| view! { <p class="muted">"Looking…"</p> }>{list}</Transition>
        </ConsolePage>
    }
}

#[component]
fn Found(page: AccountPage, search: String, after: String) -> impl IntoView {
    if page.accounts.is_empty() {
        let words = if search.is_empty() {
            "No more accounts follow."
        } else {
            "No name, display name or e-mail address contains that."
        };
        return view! {
            <div class="empty stack">
                <h2>"Nobody found"</h2>
                <p>{words}</p>
                <A href="/admin/accounts" attr:class="btn">"Show all accounts"</A>
            </div>
        }
        .into_any();
    }
    let count = match page.total {
        1 => "1 account".to_owned(),
        total => format!("{total} accounts"),
    };
    let rows: Vec<_> = page.accounts.into_iter().map(|account| view! { <Row account/> }).collect();
    let first =
        (!after.is_empty()).then(|| view! { <A href=address(&search, "") attr:class="btn small">"First page"</A> });
    let next = page
        .next
        .map(|next| view! { <A href=address(&search, &next) attr:class="btn small" attr:rel="next">"Next page"</A> });
    view! {
        <p class="muted" role="status">{count}</p>
        <table>
            <thead>
                <tr>
                    <th scope="col">"Person"</th>
                    <th scope="col">"Standing"</th>
                    <th scope="col" class="num">"Sessions"</th>
                    <th scope="col">"Last active"</th>
                    <th scope="col"><span class="visually-hidden">"Actions"</span></th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        {(first.is_some() || next.is_some()).then(|| view! { <nav class="pager" aria-label="More accounts">{first}{next}</nav> })}
    }
    .into_any()
}

fn address(search: &str, after: &str) -> String {
    match (search, after) {
        ("", "") => "/admin/accounts".to_owned(),
        (search, "") => format!("/admin/accounts?q={}", encode(search)),
        (search, after) => format!("/admin/accounts?q={}&after={}", encode(search), encode(after)),
    }
}

#[component]
fn Row(account: AccountSummary) -> impl IntoView {
    let open = format!("/admin/accounts/{}", account.id);
    let label = format!("Open {}", account.username);
    view! {
        <tr>
            <td data-label="Person">
                <b>{account.display_name.clone()}</b>
                <div class="small muted">{account.username.clone()}</div>
            </td>
            <td data-label="Standing"><Standing account=account.clone()/></td>
            <td data-label="Sessions" class="num">{account.sessions}</td>
            <td data-label="Last active">
                {account.last_seen_at.map_or_else(|| "never".into_any(), |at| view! { <When at/> }.into_any())}
            </td>
            <td class="num"><A href=open attr:class="btn small" attr:aria-label=label>"Open"</A></td>
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
