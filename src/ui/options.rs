//! A choice of one of a few options that are all in view.

use leptos::prelude::*;

use super::{field::problem_of, form::FormState, icon::Icon};
use crate::reactive::dynamic;

/// A group of radio buttons; each has a value and a text.
#[component]
pub fn Options(
    name: &'static str,
    #[prop(into)] label: String,
    choices: Vec<(&'static str, String)>,
    /// The chosen value: first the default, then what the person chooses.
    chosen: RwSignal<String>,
) -> impl IntoView {
    let state = FormState::expect();
    if let Some(typed) = untrack(|| state.typed(name)) {
        chosen.set(typed);
    }
    let error_id = format!("{}-error", state.id(name));
    let problem = problem_of(state, name);
    let described_by = {
        let error_id = error_id.clone();
        move || problem.get().map(|_| error_id.clone())
    };
    let first = chosen.get_untracked();
    let option = |(value, words): (&'static str, String)| {
        view! {
            <label class="option">
                <input
                    type="radio"
                    name=name
                    value=value
                    checked=value == first
                    on:change=move |_| chosen.set(value.to_owned())
                />
                {words}
            </label>
        }
    };
    let options = choices.into_iter().map(option).collect_view();
    view! {
        <fieldset class="options" aria-describedby=described_by>
            <legend>{label}</legend>
            {options}
            {dynamic(move || {
                let error_id = error_id.clone();
                problem.get().map(|problem| view! { <p class="error" id=error_id><Icon name="circle-x"/>{problem.to_string()}</p> })
            })}
        </fieldset>
    }
}
