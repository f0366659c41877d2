//! Content for the account's owner only, hidden during an impersonation. Like every check in the browser this is
//! a hint; enforcement is in the server functions.

use leptos::prelude::*;

use crate::access::Current;

/// Whether the viewer is the account's owner rather than an impersonator. Not tracked: pages are rebuilt when
/// this changes.
pub fn is_own() -> bool {
    Current::expect().peek(|principal| principal.member().is_none_or(|member| member.impersonator.is_none()))
}

/// Shows the children to the account's owner and a notice to impersonators.
#[component]
pub fn OwnOnly(
    /// What the children are about, as part of a sentence.
    what: &'static str,
    children: Children,
) -> impl IntoView {
    if is_own() {
        children().into_any()
    } else {
        view! { <p class="notice">"Left out here, for the account’s owner alone: " {what} "."</p> }.into_any()
    }
}
