//! Form fields. Each shows its own error and retains what was typed.

use leptos::prelude::*;

pub(super) use super::field_frame::{Frame, described_by, problem_of};
use super::{
    browser,
    draft::{SHOWN, write_shown},
    field_frame::Place,
    form::FormState,
    icon::Icon,
};
use crate::reactive::{dynamic, effect_with_last, memo};

/// One line of text.
#[component]
pub fn Field(
    name: &'static str,
    #[prop(into)] label: String,
    #[prop(default = "text")] kind: &'static str,
    #[prop(default = "off")] autocomplete: &'static str,
    /// The initial value.
    #[prop(optional, into)]
    value: String,
    #[prop(optional, into)] hint: Option<String>,
    /// What an empty value stands for.
    #[prop(optional, into)]
    placeholder: Option<String>,
    #[prop(optional)] required: bool,
    /// The maximum length in code points. The browser counts UTF-16 units, of which a code point has up to two, so it
    /// only stops input that is far too long.
    #[prop(optional)]
    max: Option<usize>,
    /// The current value on the server: shown as long as nothing else was typed.
    #[prop(optional)]
    follows: Option<Signal<String>>,
    #[prop(optional)] place: Place,
) -> impl IntoView {
    let state = FormState::expect();
    let id = state.id(name);
    let problem = problem_of(state, name);
    if let Some(truth) = follows {
        let id = id.clone();
        effect_with_last(move |before: Option<String>| {
            let now = truth.get();
            if before.is_some_and(|before| before != now && browser::input_value(&id) == before) {
                browser::set_input_value(&id, &now);
            }
            now
        });
    }
    let described = {
        let (id, hint) = (id.clone(), hint.is_some());
        move || described_by(&id, hint, problem.get().is_some())
    };
    view! {
        <Frame name label hint=hint.map(TextProp::from) place problem>
            <input
                class="input"
                id=id
                name=name
                type=kind
                value=move || state.typed(name).unwrap_or_else(|| value.clone())
                placeholder=placeholder
                autocomplete=autocomplete
                autocapitalize="none"
                spellcheck="false"
                required=required
                maxlength=max.map(|max| max * 2)
                autofocus=state.takes_focus(name)
                aria-invalid=move || problem.get().map(|_| "true")
                aria-describedby=described
            />
        </Frame>
    }
}

/// Several lines of text.
#[component]
pub fn TextArea(
    name: &'static str,
    #[prop(into)] label: String,
    /// The initial value.
    #[prop(optional, into)]
    value: String,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional)] required: bool,
    /// The maximum length in code points. The browser counts UTF-16 units, of which a code point has up to two, so it
    /// only stops input that is far too long.
    #[prop(optional)]
    max: Option<usize>,
) -> impl IntoView {
    let state = FormState::expect();
    let id = state.id(name);
    let problem = problem_of(state, name);
    let described = {
        let (id, hint) = (id.clone(), hint.is_some());
        move || described_by(&id, hint, problem.get().is_some())
    };
    view! {
        <Frame name label hint=hint.map(TextProp::from) problem>
            <textarea
                class="input"
                id=id
                name=name
                rows="3"
                required=required
                maxlength=max.map(|max| max * 2)
                autofocus=state.takes_focus(name)
                aria-invalid=move || problem.get().map(|_| "true")
                aria-describedby=described
            >
                {dynamic(move || browser::textarea_text(state.typed(name).unwrap_or_else(|| value.clone())))}
            </textarea>
        </Frame>
    }
}

/// A choice of one option; each option has a value and a text.
#[component]
pub fn Select<V, L>(
    name: &'static str,
    #[prop(into)] label: String,
    choices: Vec<(V, L)>,
    /// The initially selected value.
    #[prop(into)]
    value: String,
    #[prop(optional, into)] hint: Option<TextProp>,
    /// The current value on the server: selected again when it changes.
    #[prop(optional)]
    follows: Option<Signal<String>>,
    #[prop(optional)] place: Place,
) -> impl IntoView
where
    V: Into<String>,
    L: Into<String>,
{
    let state = FormState::expect();
    let id = state.id(name);
    let problem = problem_of(state, name);
    let described = {
        let (id, hint) = (id.clone(), hint.is_some());
        move || described_by(&id, hint, problem.get().is_some())
    };
    if let Some(truth) = follows {
        let id = id.clone();
        effect_with_last(move |before: Option<String>| {
            let now = truth.get();
            if before.is_some_and(|before| before != now) {
                browser::set_input_value(&id, &now);
            }
            now
        });
    }
    let chosen = memo(move |_| state.typed(name).unwrap_or_else(|| value.clone()));
    let option = |(value, words): (V, L)| {
        let (value, words): (String, String) = (value.into(), words.into());
        let this = value.clone();
        let selected = move || chosen.with(|chosen| *chosen == this);
        view! { <option value=value selected=selected>{words}</option> }
    };
    let options: Vec<_> = choices.into_iter().map(option).collect();
    view! {
        <Frame name label hint place problem>
            <select
                class="input"
                id=id
                name=name
                autofocus=state.takes_focus(name)
                aria-invalid=move || problem.get().map(|_| "true")
                aria-describedby=described
            >
                {options}
            </select>
        </Frame>
    }
}

/// A checkbox; sends `true` if it is ticked.
#[component]
pub fn Checkbox(
    name: &'static str,
    #[prop(into)] label: String,
    /// Whether it is initially ticked.
    #[prop(optional)]
    ticked: bool,
) -> impl IntoView {
    let state = FormState::expect();
    let ticked = move || if state.was_typed() { state.typed(name).is_some() } else { ticked };
    view! {
        <label class="tick">
            <input type="checkbox" name=name value="true" checked=ticked/>
            <span>{label}</span>
        </label>
    }
}

/// The title of a group of checkboxes, and for each its value, its text and its initial state.
pub type BoxGroup = (String, Vec<(&'static str, String, bool)>);

/// Groups of checkboxes. The values of the ticked ones arrive separated by spaces.
#[component]
pub fn Boxes(name: &'static str, #[prop(into)] label: String, groups: Vec<BoxGroup>) -> impl IntoView {
    let state = FormState::expect();
    let error_id = format!("{}-error", state.id(name));
    let problem = problem_of(state, name);
    let one = move |(value, words, ticked): (&'static str, String, bool)| {
        let ticked = move || state.ticked(name, value).unwrap_or(ticked);
        view! {
            <label class="tick">
                <input type="checkbox" name=format!("{name}[]") value=value checked=ticked/>
                <span>{words}</span>
            </label>
        }
    };
    let group = move |(title, choices): BoxGroup| {
        let boxes: Vec<_> = choices.into_iter().map(one).collect();
        view! { <fieldset><legend class="label">{title}</legend>{boxes}</fieldset> }
    };
    let groups: Vec<_> = groups.into_iter().map(group).collect();
    view! {
        <fieldset class="boxes">
            <legend>{label}</legend>
            <div class="grid">{groups}</div>
            {dynamic(move || {
                let error_id = error_id.clone();
                problem.get().map(|problem| view! { <p class="error" id=error_id><Icon name="circle-x"/>{problem.to_string()}</p> })
            })}
        </fieldset>
    }
}

/// A hidden field.
#[component]
pub fn Hidden(name: &'static str, #[prop(into)] value: String) -> impl IntoView {
    view! { <input type="hidden" name=name value=value/> }
}

/// The initial values of the form's fields. With them, the server can tell the person's changes from changes by
/// somebody else.
#[component]
pub fn InitialValues<N: AsRef<str>>(fields: Vec<(N, String)>) -> impl IntoView {
    view! { <Hidden name=SHOWN value=write_shown(fields)/> }
}

/// Tells password managers to which account a form belongs. Not sent and not visible.
#[component]
pub fn ForUser(#[prop(into)] username: Signal<String>) -> impl IntoView {
    let id = FormState::expect().id("username");
    view! { <input id=id type="text" autocomplete="username" value=username readonly hidden/> }
}
