//! What is for the account's owner alone: left out while somebody acts in their name. A courtesy, as
//! every gate; the functions themselves refuse it.

use leptos::prelude::*;

use crate::access::Current;

/// Whether whoever looks is the account's owner. A page is made anew when that changes.
pub fn is_own() -> bool {
    Current::expect().peek(|principal| principal.member().is_none_or(|member| member.impersonator.is_none()))
}

/// Shows the children to the account's owner, and to others that something is left out.
#[component]
pub fn OwnOnly(
    /// What it is about, within a sentence.
    what: &'static str,
    children: Children,
) -> impl IntoView {
    if is_own() {
        children().into_any()
    } else {
        view! { <p class="notice">"Left out here, for the account’s owner alone: " {what} "."</p> }.into_any()
    }
}
