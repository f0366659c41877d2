//! A row of a form of settings: the label and the explanation at the left, the control at the right.

use leptos::prelude::*;

use super::{
    field::{described_by, problem_of},
    form::FormState,
    icon::Icon,
};
use crate::reactive::{dynamic, memo};

/// The control of a setting.
#[derive(Clone, Debug)]
pub enum SettingControl {
    /// One line of text.
    Text,
    /// A day of the calendar, such as `2027-01-31`.
    Date,
    /// A number and its unit, in two fields that make one value.
    Quantity {
        /// The name of the unit's field.
        name: String,
        /// What a screen reader calls the unit's field.
        label: String,
        /// The initial unit.
        unit: String,
        /// The units and their words.
        units: Vec<(String, String)>,
    },
    /// One of these values, each with its words.
    Choice(Vec<(String, String)>),
}

/// The row.
#[component]
pub fn SettingRow(
    name: &'static str,
    label: String,
    hint: String,
    /// The initial value.
    value: String,
    control: SettingControl,
    /// Whether its value is to be saved.
    #[prop(into)]
    is_unsaved: Signal<bool>,
    /// What is said about the value.
    children: Children,
) -> impl IntoView {
    let state = FormState::expect();
    let (id, problem) = (state.id(name), problem_of(state, name));
    let error_id = format!("{id}-error");
    let control = match control {
        SettingControl::Text => {
            let now = Signal::derive(move || state.typed(name).unwrap_or_else(|| value.clone()));
            view! { <Line name now/> }.into_any()
        }
        SettingControl::Date => {
            let now = Signal::derive(move || state.typed(name).unwrap_or_else(|| value.clone()));
            view! { <Line name now kind="date"/> }.into_any()
        }
        SettingControl::Quantity { name: other, label, unit, units } => {
            let unit_id = state.id(&other);
            let field = other.clone();
            let typed = memo(move |_| state.typed_pair(name, &other));
            let now = move || typed.get().map_or_else(|| value.clone(), |typed| typed.0);
            let unit =
                move || typed.get().map(|typed| typed.1).filter(|typed| !typed.is_empty()).unwrap_or(unit.clone());
            view! {
                <div class="quantity">
                    <Line name now=Signal::derive(now)/>
                    <select class="input" id=unit_id name=field aria-label=label>{options(units, memo(move |_| unit()))}</select>
                </div>
            }
            .into_any()
        }
        SettingControl::Choice(choices) => {
            let chosen = memo(move |_| state.typed(name).unwrap_or_else(|| value.clone()));
            let (id, described) = (id.clone(), describing(name));
            view! {
                <select
                    class="input"
                    id=id
                    name=name
                    autofocus=state.takes_focus(name)
                    aria-invalid=move || problem.get().map(|_| "true")
                    aria-describedby=described
                >
                    {options(choices, chosen)}
                </select>
            }
            .into_any()
        }
    };
    view! {
        <li class=move || if is_unsaved.get() { "setting unsaved" } else { "setting" }>
            <div class="what">
                <label for=id.clone()>{label}</label>
                <p class="hint" id=format!("{id}-hint")>{hint}</p>
                {children()}
            </div>
            <div class="does field">
                {control}
                {dynamic(move || {
                    let error_id = error_id.clone();
                    problem.get().map(|problem| view! { <p class="error" id=error_id><Icon name="circle-x"/>{problem.to_string()}</p> })
                })}
            </div>
        </li>
    }
}

/// The line of text in a row.
#[component]
fn Line(
    name: &'static str,
    now: Signal<String>,
    /// The type of the field.
    #[prop(default = "text")]
    kind: &'static str,
) -> impl IntoView {
    let state = FormState::expect();
    let problem = problem_of(state, name);
    view! {
        <input
            class="input"
            id=state.id(name)
            name=name
            type=kind
            inputmode="numeric"
            value=now
            autocomplete="off"
            autocapitalize="none"
            spellcheck="false"
            maxlength="80"
            autofocus=state.takes_focus(name)
            aria-invalid=move || problem.get().map(|_| "true")
            aria-describedby=describing(name)
        />
    }
}

/// The IDs of the elements that describe the field.
fn describing(name: &'static str) -> impl Fn() -> Option<String> + Clone + 'static {
    let state = FormState::expect();
    let (id, problem) = (state.id(name), problem_of(state, name));
    move || described_by(&id, true, problem.get().is_some())
}

fn options(choices: Vec<(String, String)>, chosen: Memo<String>) -> Vec<impl IntoView> {
    let option = |(value, words): (String, String)| {
        let this = value.clone();
        let selected = move || chosen.with(|chosen| *chosen == this);
        view! { <option value=value selected=selected>{words}</option> }
    };
    choices.into_iter().map(option).collect()
}
