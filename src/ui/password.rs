//! The password field: hidden by default, shown on demand; pasting and password managers work.

use leptos::prelude::*;

use super::{
    field::{Frame, described_by, problem_of},
    form::FormState,
};

use crate::{
    reactive::{dynamic, effect},
    texts::ui as t,
};

/// A password field. The button that shows the password appears only once it works.
#[component]
pub fn PasswordField(
    name: &'static str,
    #[prop(into)] label: String,
    /// `current-password` or `new-password`.
    autocomplete: &'static str,
    #[prop(optional, into)] hint: Option<String>,
    /// Called with the new value at each change.
    #[prop(optional)]
    on_change: Option<Callback<String>>,
) -> impl IntoView {
    let state = FormState::expect();
    let id = state.id(name);
    let problem = problem_of(state, name);
    let shown = RwSignal::new(false);
    let hydrated = RwSignal::new(false);
    effect(move || hydrated.set(true));
    let described = {
        let (id, hint) = (id.clone(), hint.is_some());
        move || described_by(&id, hint, problem.get().is_some())
    };
    let show = t::show_field(&label);
    let toggle = move || {
        let word = move || if shown.get() { t::hide_password() } else { t::show_password() };
        let pressed = move || if shown.get() { "true" } else { "false" };
        view! {
            <button
                type="button"
                class="btn quiet s"
                aria-label=show.clone()
                aria-pressed=pressed
                on:click=move |_| shown.update(|shown| *shown = !*shown)
            >
                {word}
            </button>
        }
    };
    view! {
        <Frame name label hint=hint.map(TextProp::from) problem>
            <div class="with">
                <input
                    class="input"
                    id=id
                    name=name
                    type=move || if shown.get() { "text" } else { "password" }
                    autocomplete=autocomplete
                    autocapitalize="none"
                    spellcheck="false"
                    required
                    autofocus=state.takes_focus(name)
                    aria-invalid=move || problem.get().map(|_| "true")
                    aria-describedby=described
                    on:input=move |event| {
                        if let Some(on_change) = on_change {
                            on_change.run(event_target_value(&event));
                        }
                    }
                />
                {dynamic(move || hydrated.get().then(&toggle))}
            </div>
        </Frame>
    }
}
