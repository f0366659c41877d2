//! A field for a date and a time in the reader's time zone.

use leptos::prelude::*;

use super::{
    browser,
    field::{Frame, described_by, problem_of},
    form::FormState,
    time::{zoned, zoned_here},
    time_format::Times,
};
use crate::texts::ui as t;

/// The name of the field with the time zone.
const ZONE: &str = "zone";

/// The name of the zone in which the reader types and reads times (IANA): the one that they have set; otherwise UTC on the
/// server, and that of the device once the page is hydrated.
pub fn reader_zone() -> Signal<String> {
    let times: Times = use_context().unwrap_or_default();
    let is_hydrated = RwSignal::new(false);
    Effect::new(move || is_hydrated.set(true));
    Signal::derive(move || {
        let chosen = times.format.with(|format| format.zone.clone());
        chosen.unwrap_or_else(|| if is_hydrated.get() { browser::time_zone() } else { "UTC".to_owned() })
    })
}

/// A date and a time. The form also has a hidden field `zone`, so it can have only one of these.
#[component]
pub fn DateTimeField(
    name: &'static str,
    #[prop(into)] label: String,
    /// The initial moment, in Unix seconds.
    #[prop(optional_no_strip)]
    at: Option<i64>,
) -> impl IntoView {
    let state = FormState::expect();
    let id = state.id(name);
    let problem = problem_of(state, name);
    let described = {
        let id = id.clone();
        move || described_by(&id, true, problem.get().is_some())
    };
    let times: Times = use_context().unwrap_or_default();
    let zone = reader_zone();
    let initial = RwSignal::new(times.format.with_untracked(|format| at.map(|at| zoned(at, format))));
    // What a browser shows as long as nobody has typed.
    Effect::new(move || initial.set(times.format.with(|format| at.map(|at| zoned_here(at, format)))));
    let value = move || state.typed(name).or_else(|| initial.get()).unwrap_or_default();
    let hint = move || t::times_are_in(zone.get().replace('_', " "));
    view! {
        <Frame name label hint=Some(TextProp::from(hint)) problem>
            <input
                class="input"
                id=id
                name=name
                type="datetime-local"
                value=value
                autofocus=state.takes_focus(name)
                aria-invalid=move || problem.get().map(|_| "true")
                aria-describedby=described
            />
            <input type="hidden" name=ZONE value=zone/>
        </Frame>
    }
}
