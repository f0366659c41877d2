//! Content for the account's owner only, hidden during an impersonation. Like every check in the browser this is
//! a hint; enforcement is in the server functions.

use leptos::prelude::*;

use crate::{access::Current, texts::account as t};

/// Whether the viewer is the account's owner rather than an impersonator. Not tracked: pages are rebuilt when
/// this changes.
pub fn is_own() -> bool {
    Current::expect().peek(|principal| principal.member().is_none_or(|member| member.impersonator.is_none()))
}

/// Shows the children to the account's owner and a notice to impersonators.
#[component]
pub fn OwnOnly(
    /// What the children are about, in the reader's language, such as "the email address". The notice ends with it.
    #[prop(into)]
    what: String,
    children: Children,
) -> impl IntoView {
    if is_own() { children().into_any() } else { view! { <p class="muted">{t::owner_only(what)}</p> }.into_any() }
}
