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
    /// What it is about, as the beginning of a sentence.
    what: &'static str,
    children: Children,
) -> impl IntoView {
    if is_own() {
        children().into_any()
    } else {
        view! { <p class="notice">{what} " is left out here: that is for the account’s owner alone."</p> }.into_any()
    }
}
