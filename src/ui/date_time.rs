//! A field for a date and a time in the reader's time zone.

use leptos::prelude::*;

use super::{
    browser,
    field::{Frame, described_by, problem_of},
    form::FormState,
    time::{zoned, zoned_here},
    time_format::Times,
};
use crate::{
    reactive::{effect, effect_with_last},
    texts::ui as t,
};

/// The name of the field with the time zone.
const ZONE: &str = "zone";

/// The name of the zone in which the reader types and reads times (IANA): the one that they have set; otherwise UTC on the
/// server, and that of the device once the page is hydrated. Reference-counted, because it may be read while the page is
/// being removed.
pub fn reader_zone() -> ArcMemo<String> {
    let times: Times = use_context().unwrap_or_default();
    let is_hydrated = ArcRwSignal::new(false);
    let hydrated = is_hydrated.clone();
    effect(move || hydrated.set(true));
    ArcMemo::new(move |_| {
        let chosen = times.format.with(|format| format.zone.clone());
        if is_hydrated.get() { browser::zone_here(chosen) } else { chosen.unwrap_or_else(|| "UTC".to_owned()) }
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
    let initial = ArcRwSignal::new(times.format.with_untracked(|format| at.map(|at| zoned(at, format))));
    // A value that was typed earlier, or before the page was hydrated, stays in the zone that was shown with it.
    let typed = move || state.typed_pair(name, ZONE);
    let here = reader_zone();
    let typed_in = ArcRwSignal::new(None::<String>);
    effect_with_last({
        let (initial, typed_in, id) = (initial.clone(), typed_in.clone(), id.clone());
        move |before: Option<()>| {
            if before.is_none() && browser::input_value(&id) != initial.get_untracked().unwrap_or_default() {
                typed_in
                    .set(Some(times.format.with_untracked(|format| format.zone.clone()).unwrap_or("UTC".to_owned())));
            }
            initial.set(times.format.with(|format| at.map(|at| zoned_here(at, format))));
        }
    });
    let zone = move || {
        let earlier = typed().map(|(_, zone)| zone).filter(|zone| !zone.is_empty());
        earlier.or_else(|| typed_in.get()).unwrap_or_else(|| here.get())
    };
    let value = move || typed().map(|(date, _)| date).or_else(|| initial.get()).unwrap_or_default();
    let hint = {
        let zone = zone.clone();
        move || t::times_are_in(zone().replace('_', " "))
    };
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
