//! The menu in the header: theme and language, for guests, too.

use leptos::prelude::*;

use super::{languages, themes};
use crate::{
    access::{Current, Theme},
    preferences::ChangeLook,
    texts::preferences as t,
    ui::{Form, Icon, Select, Submit, browser},
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
        <details class="pick" id="look-menu">
            <summary class="btn quiet square" aria-label=t::menu()><Icon name="languages"/></summary>
            <div class="menu panel" on:change=move |_| browser::submit_around("change_look-theme")>
                <Form action=change class="stack">
                    <Select name="theme" label=t::theme() choices=themes() value=theme.get_untracked() follows=theme/>
                    <Select name="language" label=t::language() choices=languages() value=language.get_untracked() follows=language/>
                    {move || (!hydrated.get()).then(|| view! { <Submit class="btn s">{t::apply()}</Submit> })}
                </Form>
            </div>
        </details>
    }
}
