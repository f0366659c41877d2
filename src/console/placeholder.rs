//! What a list shows while it is loading, and when it is empty.

use leptos::prelude::*;

use crate::{texts::console as t, ui::Glyph};

/// The outline of a list that is loading.
#[component]
pub(crate) fn Bones() -> impl IntoView {
    view! {
        <div class="card">
            <p class="visually-hidden">{t::loading()}</p>
            <div class="card-body stack stack-s" aria-hidden="true">
                <div class="bone half"></div>
                <div class="bone"></div>
                <div class="bone"></div>
                <div class="bone half"></div>
            </div>
        </div>
    }
}

/// The message that a list is empty, and what to do about it.
#[component]
pub(crate) fn Empty(
    /// The ID of the list, in whose place it stands.
    #[prop(optional)]
    id: Option<&'static str>,
    icon: &'static str,
    #[prop(into)] title: String,
    #[prop(into)] words: String,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="card stack mid empty" id=id tabindex=id.map(|_| "-1")>
            <Glyph name=icon/>
            <h2>{title}</h2>
            <p class="small muted">{words}</p>
            {children.map(|children| children())}
        </div>
    }
}
