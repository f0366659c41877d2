//! Imitates a document load for navigations within the browser: the focus moves to the new page, and a screen reader
//! announces its title.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::{
    access::{Current, Principal},
    reactive::{effect_with_last, memo},
    ui::browser,
};

/// Announces the title of the new page.
#[component]
pub(super) fn Arrival() -> impl IntoView {
    let current = Current::expect();
    let location = use_location();
    let title = RwSignal::new(String::new());
    // Another account's page counts as a new page as well, and so does the one that asks for a code.
    let account = memo(move |_| {
        current.with(|principal| match principal {
            Principal::Challenged(challenge) => challenge.username.clone(),
            _ => principal.member().map(|member| member.account_id.clone()).unwrap_or_default(),
        })
    });
    effect_with_last(move |before: Option<(String, String, String)>| {
        let here = (location.pathname.get(), account.get(), location.search.get());
        match before {
            Some(before) if (&before.0, &before.1) != (&here.0, &here.1) => {
                // A page that is shown anew at the same address is in the document already.
                let is_loading = before.0 != here.0;
                browser::arrive(is_loading, move |arrived| drop(title.try_set(arrived)));
            }
            Some(before) if before != here => browser::keep_focus(),
            _ => {}
        }
        here
    });
    view! { <p class="visually-hidden" role="status">{title}</p> }
}
