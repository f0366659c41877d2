//! Filter fields: a plain form that leads to the same page with the filter in its query.

use leptos::prelude::*;

use crate::texts::console as t;

/// The ID of a filter field.
pub(crate) fn id_of(of: &str, name: &str) -> String {
    format!("{of}-{name}")
}

/// A choice of one option or all.
#[component]
pub(crate) fn Choice(
    /// Distinguishes the filter on its page.
    of: &'static str,
    name: &'static str,
    #[prop(into)] label: String,
    choices: Vec<(String, String)>,
    value: String,
) -> impl IntoView {
    let id = id_of(of, name);
    let option = |(name, label): (String, String)| {
        let selected = name == value;
        view! { <option value=name selected=selected>{label}</option> }
    };
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <select id=id name=name>
                <option value="">{t::all()}</option>
                {choices.into_iter().map(option).collect_view()}
            </select>
        </div>
    }
}

/// One line of text.
#[component]
pub(crate) fn Line(
    /// Distinguishes the filter on its page.
    of: &'static str,
    name: &'static str,
    #[prop(into)] label: String,
    #[prop(into)] hint: String,
    value: String,
) -> impl IntoView {
    let id = id_of(of, name);
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <input id=id name=name value=value placeholder=hint autocomplete="off" autocapitalize="none" spellcheck="false"/>
        </div>
    }
}
