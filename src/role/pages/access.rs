//! `/admin/access`: the access matrix.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    console::{ConsolePage, Search, latest},
    role::{AccessMatrix, AccessRow, Cell, show_access},
    texts::role as t,
    ui::{FailedToLoad, use_query},
};

/// The page.
#[component]
pub fn Access() -> impl IntoView {
    let search = use_query("q");
    let matrix = Resource::new_blocking(|| (), |()| show_access());
    let table = move || {
        Suspend::new(async move {
            match matrix.await {
                Ok(matrix) => {
                    let matrix = latest(matrix, show_access);
                    (move || view! { <Matrix matrix=matrix.get() search=search.get()/> }).into_any()
                }
                Err(error) => view! { <FailedToLoad error/> }.into_any(),
            }
        })
    };
    view! {
        <Title text=t::access()/>
        <ConsolePage>
            <header class="head"><div><h1>{t::access()}</h1><p>{t::access_intro()}</p></div></header>
            <Search label=t::search_label() hint=t::search_label()>""</Search>
            <Transition fallback=|| view! { <p class="muted">{t::loading()}</p> }>{table}</Transition>
        </ConsolePage>
    }
}

#[component]
fn Matrix(matrix: AccessMatrix, search: String) -> impl IntoView {
    let search = search.trim().to_lowercase();
    let fits = |row: &AccessRow| {
        row.what.contains(&search) || row.needs.is_some_and(|permission| permission.name().contains(&search))
    };
    let found: Vec<_> = matrix.rows.iter().filter(|row| fits(row)).cloned().collect();
    if found.is_empty() {
        return view! { <div class="empty stack"><h2>{t::nothing_found()}</h2><p>{t::nothing_found_about()}</p></div> }
            .into_any();
    }
    let who = matrix.columns();
    let head: Vec<_> = who.iter().map(|who| view! { <th scope="col">{who.clone()}</th> }).collect();
    let count = t::addresses(found.len());
    let rows: Vec<_> = found.into_iter().map(|row| view! { <Row row who=who.clone()/> }).collect();
    view! {
        <p class="muted small" role="status">{count}</p>
        <div class="card scroll" tabindex="0" role="region" aria-label=t::matrix()>
            <table class="table access">
                <thead>
                    <tr>
                        <th scope="col">{t::address()}</th>
                        <th scope="col">{t::needs()}</th>
                        {head}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn Row(row: AccessRow, who: Vec<String>) -> impl IntoView {
    let cells: Vec<_> = who
        .iter()
        .zip(&row.cells)
        .map(|(who, cell)| {
            let reason = row.reason(who, *cell);
            let (class, words) = match cell {
                Cell::Allowed => ("tag green", t::cell_yes()),
                Cell::SignIn => ("muted", t::cell_sign_in()),
                Cell::Forbidden => ("muted", t::cell_no()),
                Cell::SecondFactorDue => ("muted", t::cell_second_factor()),
                Cell::Banned => ("muted", t::cell_banned()),
            };
            let title = reason.clone();
            view! {
                <td title=title><span class=class>{words}</span> <span class="visually-hidden">" (" {reason} ")"</span></td>
            }
        })
        .collect();
    let needs = row.needs.map_or_else(t::no_permission, |permission| permission.name().to_owned());
    view! {
        <tr>
            <th scope="row"><span class="muted small">{row.method}</span> " " <code class="mono">{row.what}</code></th>
            <td>{needs} {row.reauthentication.then(|| view! { " " <span class="tag amber">{t::password()}</span> })}</td>
            {cells}
        </tr>
    }
}
