//! What surrounds the input of a field: its label, a hint and the error, connected for screen readers.

use leptos::prelude::*;

use super::{form::FormState, icon::Icon};
use crate::{
    error::Problem,
    reactive::{dynamic, memo},
};

/// Where the label and the hint of a field stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// The label above the input, the hint below it.
    #[default]
    Above,
    /// Both at the left of the input, as a row of settings in a card (`rows`).
    Row,
    /// The label only for screen readers, because a heading beside the field says the same.
    Hidden,
}

/// A label, its input, a hint and the error, connected for screen readers.
#[component]
pub(super) fn Frame(
    name: &'static str,
    label: String,
    hint: Option<TextProp>,
    #[prop(optional)] place: Place,
    problem: Memo<Option<Problem>>,
    children: Children,
) -> impl IntoView {
    let id = FormState::expect().id(name);
    let error = problem_line(format!("{id}-error"), problem);
    let hint_id = format!("{id}-hint");
    match place {
        Place::Row => view! {
            <div>
                <div class="what">
                    <h3><label for=id>{label}</label></h3>
                    {hint.map(|hint| view! { <p id=hint_id>{dynamic(move || hint.get())}</p> })}
                </div>
                <div class="does field">{children()}{error}</div>
            </div>
        }
        .into_any(),
        Place::Above | Place::Hidden => view! {
            <div class="field">
                <label for=id class:visually-hidden=place == Place::Hidden>{label}</label>
                {children()}
                {hint.map(|hint| view! { <p class="hint" id=hint_id>{dynamic(move || hint.get())}</p> })}
                {error}
            </div>
        }
        .into_any(),
    }
}

/// The error of a field.
pub(super) fn problem_line(id: String, problem: Memo<Option<Problem>>) -> impl IntoView {
    move || {
        let id = id.clone();
        problem.get().map(|problem| view! { <p class="error" id=id><Icon name="circle-x"/>{problem.to_string()}</p> })
    }
}

/// The IDs of the elements that describe an input: its hint and its error, if present.
pub(super) fn described_by(id: &str, hint: bool, wrong: bool) -> Option<String> {
    match (hint, wrong) {
        (false, false) => None,
        (true, false) => Some(format!("{id}-hint")),
        (false, true) => Some(format!("{id}-error")),
        (true, true) => Some(format!("{id}-error {id}-hint")),
    }
}

/// A field's problem as a signal.
pub(super) fn problem_of(state: FormState, name: &'static str) -> Memo<Option<Problem>> {
    memo(move |_| state.problem(name))
}
