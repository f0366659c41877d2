//! The links to the first and the next page of a list.

use leptos::prelude::*;

use crate::{reactive::dynamic, texts::console as t, ui::Icon};

/// The links that there are; nothing on the only page.
#[component]
pub(crate) fn Pager(
    /// Its name for screen readers.
    #[prop(into)]
    label: String,
    /// The address of the first page, on any other.
    first: Option<String>,
    /// The address of the next page, if there is one.
    #[prop(into)]
    next: Signal<Option<String>>,
) -> impl IntoView {
    // Not `<A>`, which compares paths only and would mark every page of a list as the current one.
    dynamic(move || {
        let first = first.clone().map(|href| {
            view! { <a href=href class="btn s"><Icon name="chevron-left"/>{t::first_page()}</a> }
        });
        let next = next.get().map(|href| {
            view! { <a href=href class="btn s push" rel="next">{t::next_page()}<Icon name="chevron-right"/></a> }
        });
        (first.is_some() || next.is_some())
            .then(|| view! { <nav class="pager" aria-label=label.clone()>{first}{next}</nav> })
    })
}
