//! `/account/preferences`: how pages look and speak to this person, and which one opens first.

use leptos::prelude::*;
use leptos_meta::Title;

use super::{languages, theme_picture::picture, themes};
use crate::{
    access::{Current, DateStyle, HourCycle, Preferences, StartPage, Theme},
    account::pages::AccountPage,
    locale,
    preferences::ChangePreferences,
    reactive::effect,
    texts::preferences as t,
    ui::{
        Form, PictureOptions, Place, Segment, Select, Submit, Switch, browser,
        time::{day, time_in, time_of_day},
    },
};

/// A moment to show how times are written: 4 Dec 2026, 22:31.
const EXAMPLE: i64 = 1_796_423_460;

/// The page.
#[component]
pub fn PreferencesPage() -> impl IntoView {
    let current = Current::expect();
    let change = ServerAction::<ChangePreferences>::new();
    current.follow_preferences(change);
    let preferences = untrack(|| current.preferences());
    let start_page = preferences.start_page.map(StartPage::name).unwrap_or_default();
    // The header changes this, too.
    let theme = Signal::derive(move || current.preferences().theme.map(Theme::name).unwrap_or_default().to_owned());
    let themes = themes()
        .into_iter()
        .map(|(theme, words)| (theme.map(Theme::name).unwrap_or_default(), words, picture(theme)))
        .collect();
    view! {
        <Title text=t::title()/>
        <AccountPage>
            <header class="head"><div><h1>{t::title()}</h1><p>{t::intro()}</p></div></header>
            <Form action=change done=t::saved() class="stack">
                <section class="card" aria-labelledby="appearance">
                    <header class="card-head"><h2 id="appearance">{t::appearance()}</h2></header>
                    <div class="card-body">
                        <PictureOptions name="theme" label=t::theme() choices=themes value=theme.get_untracked() follows=theme/>
                    </div>
                    <div class="rows">
                        <Switch name="less_motion" label=t::less_motion() hint=t::less_motion_hint() on=preferences.less_motion/>
                        <Switch
                            name="no_key_shortcuts"
                            label=t::no_key_shortcuts()
                            hint=t::no_key_shortcuts_hint()
                            on=preferences.no_key_shortcuts
                        />
                    </div>
                </section>
                <LanguageAndTime preferences/>
                <section class="card" aria-labelledby="start">
                    <header class="card-head"><h2 id="start">{t::signing_in()}</h2></header>
                    <div class="rows">
                        <Select
                            name="start_page"
                            label=t::start_page()
                            choices=start_pages(current)
                            value=start_page
                            hint=t::start_page_hint()
                            place=Place::Row
                        />
                    </div>
                    <div class="card-foot"><Submit class="btn primary push">{t::save()}</Submit></div>
                </section>
            </Form>
        </AccountPage>
    }
}

#[component]
fn LanguageAndTime(preferences: Preferences) -> impl IntoView {
    let current = Current::expect();
    let hour_cycle = preferences.hour_cycle.map(HourCycle::name).unwrap_or_default();
    let date_style = preferences.date_style.map(DateStyle::name).unwrap_or_default();
    let time_zone = preferences.time_zone.unwrap_or_default();
    let language = Signal::derive(move || current.preferences().language.unwrap_or_default());
    let hour_cycles = vec![
        ("", t::match_language()),
        (HourCycle::H24.name(), time_of_day(EXAMPLE, false)),
        (HourCycle::H12.name(), time_of_day(EXAMPLE, true)),
    ];
    let date_styles = vec![("", day(EXAMPLE, false)), (DateStyle::Iso.name(), day(EXAMPLE, true))];
    let zone = RwSignal::new(time_zone.clone());
    // The field may show what was typed before.
    let follow_zone = move || zone.set(browser::input_value("change_preferences-time_zone"));
    effect(follow_zone);
    let now_there = time_in(zone.into());
    let zone_hint =
        move || if zone.with(String::is_empty) { t::time_zone_device() } else { t::time_zone_now(now_there.get()) };
    view! {
        <section class="card" aria-labelledby="language-and-time">
            <header class="card-head"><h2 id="language-and-time">{t::language_and_time()}</h2></header>
            <div class="rows" on:change=move |_| follow_zone()>
                <Select
                    name="language"
                    label=t::language()
                    choices=languages()
                    value=language.get_untracked()
                    follows=language
                    place=Place::Row
                />
                <Select
                    name="time_zone"
                    label=t::time_zone()
                    choices=time_zones(&time_zone)
                    value=time_zone
                    hint=zone_hint
                    place=Place::Row
                />
                <Segment name="hour_cycle" label=t::clock() choices=hour_cycles value=hour_cycle hint=t::clock_hint()/>
                <Segment name="date_style" label=t::dates() choices=date_styles value=date_style hint=t::dates_hint()/>
            </div>
        </section>
    }
}

/// The pages that may open after signing in, as choices of a form: only those that the person may open.
fn start_pages(current: Current) -> Vec<(&'static str, String)> {
    let words = |page| match page {
        StartPage::Sessions => t::start_sessions(),
        StartPage::Console => t::start_console(),
    };
    let is_open = |page: &StartPage| current.peek(|principal| page.is_open_to(principal));
    let pages = StartPage::ALL.into_iter().filter(is_open).map(|page| (page.name(), words(page)));
    std::iter::once(("", t::start_home())).chain(pages).collect()
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
