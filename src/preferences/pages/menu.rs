//! The menu in the header: theme and language, for guests, too.

use leptos::prelude::*;

use super::{languages, look_choice::LookChoice, themes};
use crate::{
    access::{Current, Theme},
    reactive::{dynamic, effect},
    texts::preferences as t,
    ui::{Form, Icon, Select, Submit},
};

/// The menu.
#[component]
pub fn LookMenu() -> impl IntoView {
    let current = Current::expect();
    let choice = LookChoice::expect();
    let hydrated = RwSignal::new(false);
    effect(move || hydrated.set(true));
    let theme = Signal::derive(move || {
        let theme = choice.waiting("theme");
        theme.unwrap_or_else(|| current.preferences().theme.map(Theme::name).unwrap_or_default().to_owned())
    });
    let language = Signal::derive(move || {
        choice.waiting("language").unwrap_or_else(|| current.preferences().language.unwrap_or_default())
    });
    let themes =
        themes().into_iter().map(|(theme, words)| (theme.map(Theme::name).unwrap_or_default(), words)).collect();
    view! {
        <details class="pick" id="look-menu">
            <summary class="btn quiet square" aria-label=t::menu()><Icon name="languages"/></summary>
            <div class="menu panel" on:change=move |_| choice.choose()>
                <Form action=choice.change class="stack stack-s">
                    <Select name="theme" label=t::theme() choices=themes value=theme.get_untracked() follows=theme/>
                    <Select name="language" label=t::language() choices=languages() value=language.get_untracked() follows=language/>
                    {dynamic(move || (!hydrated.get()).then(|| view! { <Submit class="btn s">{t::apply()}</Submit> }))}
                </Form>
            </div>
        </details>
    }
}
