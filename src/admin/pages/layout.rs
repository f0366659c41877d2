//! The frame of the console: the way between its pages, and the page.

use leptos::prelude::*;
use leptos_router::components::A;

use crate::{
    access::{Current, Permission, table::rule_of},
    admin::{APPEALS_SHOWN, count_appeals, count_warnings},
    live::ChangeSignal,
};

/// The pages of the console, in order.
const PAGES: [(&str, &str); 9] = [
    ("/admin", "Overview"),
    ("/admin/accounts", "Accounts"),
    ("/admin/sessions", "Sessions"),
    ("/admin/appeals", "Appeals"),
    ("/admin/policy", "Policy"),
    ("/admin/invitations", "Invitations"),
    ("/admin/roles", "Roles"),
    ("/admin/access", "Access"),
    ("/admin/audit", "Audit"),
];

/// The frame. Links to what whoever looks may not see are left out.
#[component]
pub(super) fn ConsolePage(children: Children) -> impl IntoView {
    let current = Current::expect();
    let change_signal = ChangeSignal::expect();
    let is_console = Memo::new(move |_| current.member(|member| member.permissions.has(Permission::UseConsole)));
    let judges = Memo::new(move |_| current.member(|member| member.permissions.has(Permission::BanAccounts)));
    // Shared, because it is asked for in the moment in which the page may go.
    let waiting = ArcResource::new_blocking(
        move || (judges.get(), change_signal.get()),
        |(judges, _)| async move { if judges { count_appeals().await.unwrap_or_default() } else { 0 } },
    );
    let count = move || {
        let waiting = waiting.clone();
        Suspend::new(async move {
            let count = Some(waiting.await).filter(|count| *count > 0);
            let words = |count: i64| match usize::try_from(count) {
                Ok(count) if count > APPEALS_SHOWN => format!("{APPEALS_SHOWN}+"),
                _ => count.to_string(),
            };
            count.map(|count| view! { " " <span class="tag warn">{words(count)} <span class="visually-hidden">" to answer"</span></span> })
        })
    };
    let warned = ArcResource::new_blocking(
        move || (is_console.get(), change_signal.get()),
        |(is_console, _)| async move { if is_console { count_warnings().await.unwrap_or_default() } else { 0 } },
    );
    let warnings = move || {
        let warned = warned.clone();
        Suspend::new(async move {
            let count = warned.await;
            let words = if count == 1 { " warning" } else { " warnings" };
            (count > 0).then(
                || view! { " " <span class="tag warn">{count} <span class="visually-hidden">{words}</span></span> },
            )
        })
    };
    let link = move |(path, words): (&'static str, &'static str)| {
        let allowed = Memo::new(move |_| {
            rule_of(path).is_some_and(|rule| current.with(|principal| rule.decide(principal).is_ok()))
        });
        let (count, warnings) = (count.clone(), warnings.clone());
        move || {
            let (count, warnings) = (count.clone(), warnings.clone());
            allowed.get().then(|| {
                view! {
                    <A href=path exact=path == "/admin">
                        {words}
                        {(path == "/admin").then(|| view! { <Transition>{warnings}</Transition> })}
                        {(path == "/admin/appeals").then(|| view! { <Transition>{count}</Transition> })}
                    </A>
                }
            })
        }
    };
    view! {
        <div class="wrap two">
            <nav class="side" aria-label="Administration">{PAGES.map(link).collect_view()}</nav>
            <div class="stack">{children()}</div>
        </div>
    }
}
