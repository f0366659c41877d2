//! `/account/preferences`: how pages look and speak to this person.

use leptos::prelude::*;
use leptos_meta::Title;

use super::{languages, themes};
use crate::{
    access::{Current, HourCycle, Theme},
    account::pages::AccountPage,
    locale,
    preferences::ChangePreferences,
    texts::preferences as t,
    ui::{Checkbox, Form, Select, Submit, browser},
};

/// The page.
#[component]
pub fn PreferencesPage() -> impl IntoView {
    let current = Current::expect();
    let change = ServerAction::<ChangePreferences>::new();
    current.follow_preferences(change);
    let preferences = untrack(|| current.preferences());
    let hour_cycle = preferences.hour_cycle.map(HourCycle::name).unwrap_or_default();
    let time_zone = preferences.time_zone.unwrap_or_default();
    // The header changes these, too.
    let theme = Signal::derive(move || current.preferences().theme.map(Theme::name).unwrap_or_default().to_owned());
    let language = Signal::derive(move || current.preferences().language.unwrap_or_default());
    let hour_cycles = vec![
        ("", t::match_language()),
        (HourCycle::H24.name(), "22:31".to_owned()),
        (HourCycle::H12.name(), "10:31 pm".to_owned()),
    ];
    view! {
        <Title text=t::title()/>
        <AccountPage>
            <h1>{t::title()}</h1>
            <p class="muted">{t::intro()}</p>
            <Form action=change done=t::saved()>
                <h2>{t::appearance()}</h2>
                <Select name="theme" label=t::theme() choices=themes() value=theme.get_untracked() follows=theme/>
                <Checkbox name="less_motion" label=t::less_motion() ticked=preferences.less_motion/>
                <h2>{t::language_and_time()}</h2>
                <Select name="language" label=t::language() choices=languages() value=language.get_untracked() follows=language/>
                <Select name="time_zone" label=t::time_zone() choices=time_zones(&time_zone) value=time_zone hint=t::time_zone_hint()/>
                <Select name="hour_cycle" label=t::clock() choices=hour_cycles value=hour_cycle/>
                <Submit>{t::save()}</Submit>
            </Form>
        </AccountPage>
    }
}

/// The time zones, as choices of a form. The browser and the server may know different ones; a chosen one stays.
fn time_zones(chosen: &str) -> Vec<(String, String)> {
    let mut names = SharedValue::new(zones_here).into_inner();
    if !chosen.is_empty() && !names.iter().any(|name| name == chosen) {
        names.push(chosen.to_owned());
    }
    let words = |name: &str| name.replace('_', " ");
    let zones = names.into_iter().map(|name| (name.clone(), words(&name)));
    std::iter::once((String::new(), t::match_device())).chain(zones).collect()
}

fn zones_here() -> Vec<String> {
    let known = locale::time_zones();
    if known.is_empty() { browser::time_zones() } else { known }
}
