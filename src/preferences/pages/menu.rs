//! The menu in the header: theme and language, for guests, too.

use leptos::prelude::*;

use super::{languages, themes};
use crate::{
    access::{Current, Theme},
    preferences::ChangeLook,
    texts::preferences as t,
    ui::{Form, Select, Submit, browser},
};

/// The menu.
#[component]
pub fn LookMenu() -> impl IntoView {
    let current = Current::expect();
    let change = ServerAction::<ChangeLook>::new();
    current.follow_preferences(change);
    let hydrated = RwSignal::new(false);
    Effect::new(move || hydrated.set(true));
    let theme = Signal::derive(move || current.preferences().theme.map(Theme::name).unwrap_or_default().to_owned());
    let language = Signal::derive(move || current.preferences().language.unwrap_or_default());
    view! {
        <details class="menu look" id="look-menu">
            <summary class="btn quiet small" aria-label=t::menu()>
                <svg viewBox="0 0 24 24" width="18" height="18" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" aria-hidden="true">
                    <path d="M10 5H3M12 19H3M14 3v4M16 17v4M21 12h-9M21 19h-5M21 5h-7M8 10v4M8 12H3"/>
                </svg>
            </summary>
            <div class="menu-body" on:change=move |_| browser::submit_around("change_look-theme")>
                <Form action=change class="stack">
                    <Select name="theme" label=t::theme() choices=themes() value=theme.get_untracked() follows=theme/>
                    <Select name="language" label=t::language() choices=languages() value=language.get_untracked() follows=language/>
                    {move || (!hydrated.get()).then(|| view! { <Submit class="btn small">{t::apply()}</Submit> })}
                </Form>
            </div>
        </details>
    }
}
