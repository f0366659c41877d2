//! Fields with few choices that are all visible: large options with a picture, the parts of a segment, and a switch.
//! Each shows its own error and retains what was chosen.

use leptos::prelude::*;

use super::{
    browser,
    field_frame::{described_by, problem_line, problem_of},
    form::FormState,
};
use crate::{
    error::Problem,
    reactive::{effect_with_last, memo},
};

/// What the fields with radio buttons have in common.
#[derive(Clone, Copy)]
struct Radios {
    name: &'static str,
    id: StoredValue<String>,
    problem: Memo<Option<Problem>>,
    chosen: Memo<String>,
}

impl Radios {
    fn new(name: &'static str, value: String) -> Self {
        let state = FormState::expect();
        Self {
            name,
            id: StoredValue::new(state.id(name)),
            problem: problem_of(state, name),
            chosen: memo(move |_| state.typed(name).unwrap_or_else(|| value.clone())),
        }
    }

    /// The ID of the radio button with this value.
    fn id_of(self, value: &str) -> String {
        self.id.with_value(|id| format!("{id}-{value}"))
    }

    /// Checks the radio button with the current value on the server when that changes.
    fn follow(self, truth: Signal<String>) {
        effect_with_last(move |before: Option<String>| {
            let now = truth.get();
            if before.is_some_and(|before| before != now) {
                browser::set_checked(&self.id_of(&now), true);
            }
            now
        });
    }

    fn input(self, value: String, class: &'static str) -> impl IntoView {
        let this = value.clone();
        let checked = move || self.chosen.with(|chosen| *chosen == this);
        view! { <input type="radio" id=self.id_of(&value) class=class name=self.name value=value checked=checked/> }
    }

    fn described_by(self, has_hint: bool) -> impl Fn() -> Option<String> {
        move || self.id.with_value(|id| described_by(id, has_hint, self.problem.get().is_some()))
    }

    fn error(self) -> impl IntoView {
        problem_line(self.id.with_value(|id| format!("{id}-error")), self.problem)
    }

    fn is_wrong(self) -> impl Fn() -> Option<&'static str> {
        move || self.problem.get().map(|_| "true")
    }
}

/// A choice of one option, each with a picture; the label is for screen readers.
#[component]
pub fn PictureOptions(
    name: &'static str,
    #[prop(into)] label: String,
    /// Each has a value, a text and a picture.
    choices: Vec<(&'static str, String, AnyView)>,
    /// The initially chosen value.
    #[prop(into)]
    value: String,
    /// The current value on the server: chosen again when it changes.
    #[prop(optional)]
    follows: Option<Signal<String>>,
) -> impl IntoView {
    let radios = Radios::new(name, value);
    if let Some(truth) = follows {
        radios.follow(truth);
    }
    let option = |(value, words, picture): (&'static str, String, AnyView)| {
        view! { <label class="option">{picture}{radios.input(value.to_owned(), "")}{words}</label> }
    };
    let options = choices.into_iter().map(option).collect_view();
    view! {
        <fieldset class="options" role="radiogroup" aria-invalid=radios.is_wrong() aria-describedby=radios.described_by(false)>
            <legend class="visually-hidden">{label}</legend>
            {options}
            {radios.error()}
        </fieldset>
    }
}

/// A choice of one of two or three short texts, as a row of settings in a card.
#[component]
pub fn Segment(
    name: &'static str,
    #[prop(into)] label: String,
    /// Each has a value and a text.
    choices: Vec<(&'static str, String)>,
    /// The initially chosen value.
    #[prop(into)]
    value: String,
    #[prop(into)] hint: String,
) -> impl IntoView {
    let radios = Radios::new(name, value);
    let hint_id = radios.id.with_value(|id| format!("{id}-hint"));
    let part = |(value, words): (&'static str, String)| {
        view! { <label>{radios.input(value.to_owned(), "visually-hidden")}{words}</label> }
    };
    let parts = choices.into_iter().map(part).collect_view();
    view! {
        <div>
            <div class="what">
                <h3>{label.clone()}</h3>
                <p id=hint_id>{hint}</p>
                <div>{radios.error()}</div>
            </div>
            <fieldset
                class="segment does"
                role="radiogroup"
                aria-invalid=radios.is_wrong()
                aria-describedby=radios.described_by(true)
            >
                <legend class="visually-hidden">{label}</legend>
                {parts}
            </fieldset>
        </div>
    }
}

/// A checkbox that is a switch, as a row of settings in a card; sends `true` if it is on.
#[component]
pub fn Switch(
    name: &'static str,
    #[prop(into)] label: String,
    #[prop(into)] hint: String,
    /// Whether it is initially on.
    #[prop(optional)]
    on: bool,
) -> impl IntoView {
    let state = FormState::expect();
    let id = state.id(name);
    let hint_id = format!("{id}-hint");
    let checked = move || if state.was_typed() { state.typed(name).is_some() } else { on };
    view! {
        <div>
            <div class="what">
                <h3><label for=id.clone()>{label}</label></h3>
                <p id=hint_id.clone()>{hint}</p>
            </div>
            <input
                class="switch does"
                type="checkbox"
                role="switch"
                id=id
                name=name
                value="true"
                checked=checked
                aria-describedby=hint_id
            />
        </div>
    }
}
