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
/// server, and that of the device once the page is hydrated. Reference-counted, because it may be read while the page is
/// being removed.
pub fn reader_zone() -> ArcMemo<String> {
    let times: Times = use_context().unwrap_or_default();
    let is_hydrated = ArcRwSignal::new(false);
    let hydrated = is_hydrated.clone();
    Effect::new(move || hydrated.set(true));
    ArcMemo::new(move |_| {
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
    let initial = ArcRwSignal::new(times.format.with_untracked(|format| at.map(|at| zoned(at, format))));
    // What a browser shows as long as nobody has typed.
    let shown = initial.clone();
    Effect::new(move || shown.set(times.format.with(|format| at.map(|at| zoned_here(at, format)))));
    let value = move || state.typed(name).or_else(|| initial.get()).unwrap_or_default();
    let words = zone.clone();
    let hint = move || t::times_are_in(words.get().replace('_', " "));
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
            <input type="hidden" name=ZONE value=move || zone.get()/>
        </Frame>
    }
}
