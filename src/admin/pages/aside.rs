//! The frame of the console: the way between its pages, and the page.

use leptos::prelude::*;
use leptos_router::components::A;

use crate::access::{Current, table::rule_of};

/// The pages of the console, in order.
const PAGES: [(&str, &str); 7] = [
    ("/admin", "Overview"),
    ("/admin/accounts", "Accounts"),
    ("/admin/sessions", "Sessions"),
    ("/admin/policy", "Policy"),
    ("/admin/invitations", "Invitations"),
    ("/admin/roles", "Roles"),
    ("/admin/access", "Access"),
];

/// The frame. Links to what whoever looks may not see are left out.
#[component]
pub(super) fn ConsolePage(children: Children) -> impl IntoView {
    let current = Current::expect();
    let link = move |(path, words): (&'static str, &'static str)| {
        let allowed = Memo::new(move |_| {
            rule_of(path).is_some_and(|rule| current.with(|principal| rule.decide(principal).is_ok()))
        });
        move || allowed.get().then(|| view! { <A href=path exact=path == "/admin">{words}</A> })
    };
    view! {
        <div class="wrap two">
            <nav class="side" aria-label="Administration">{PAGES.map(link).collect_view()}</nav>
            <div class="stack">{children()}</div>
        </div>
    }
}
