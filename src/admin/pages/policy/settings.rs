//! The form with a scope's settings. What saving them would do is said while one types; without
//! scripts, by a button.

use std::time::Duration;

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_location;

use super::{Shared, address};
use crate::{
    admin::{ChangePolicy, PolicyPreview, PolicyValues, ScopeSummary, preview_policy},
    error::{AppError, Posted},
    policy::{Kind, SETTINGS, Setting},
    ui::{Field, Form, Hidden, Select, Shown, Submit, Typed, browser, touched, was_typed_before},
};

/// How long the typing must pause before it is asked what saving would do.
const PAUSE: Duration = Duration::from_millis(400);
/// Names the fields, for whoever looks for the form around them.
pub(super) const FIELDS: &str = "policy-settings";

/// The form.
#[component]
pub(super) fn Settings(
    this: ScopeSummary,
    everyone: ScopeSummary,
    change: ServerAction<ChangePolicy>,
    shared: Shared,
) -> impl IntoView {
    let scope = this.name.clone();
    let typed = typed_in_address(shared);
    let asked = RwSignal::new(typed.clone());
    let ask = move || asked.set(Some(changed(&browser::values_around(FIELDS).into_iter().collect())));
    let latest = StoredValue::new(0_u32);
    let ask_soon = move |_| {
        latest.update_value(|latest| *latest += 1);
        let this = latest.get_value();
        set_timeout(
            move || {
                if latest.try_get_value() == Some(this) {
                    ask();
                }
            },
            PAUSE,
        );
    };
    let look = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        ask();
    };
    let title = if this.is_everyone() { "For everyone".to_owned() } else { format!("For the role {scope}") };
    let value = move |name: &str| typed.as_ref().and_then(|typed| typed.0.get(name).cloned());
    let shown = this.settings().map(|setting| (setting.name, in_words(setting, this.set[setting.place()]))).collect();
    // Made within the form, whose fields they are.
    let fields = move || {
        // What was typed before the page was made anew is looked at once more.
        if was_typed_before() {
            Effect::new(move || request_animation_frame(ask));
        }
        let field = |setting: &'static Setting| {
            let (this, everyone, typed) = (this.clone(), everyone.clone(), value(setting.name));
            view! { <SettingField setting this everyone typed/> }
        };
        this.settings().map(field).collect_view()
    };
    view! {
        <Form action=change of=scope.clone() page=address(&scope)>
            <h2>{title}</h2>
            <Hidden name="id" value=scope.clone()/>
            <Shown fields=shown/>
            <div class="settings" id=FIELDS on:input=ask_soon>{fields()}</div>
            <Preview scope asked/>
            <Submit>"Save"</Submit>
            <button class="btn" type="submit" formmethod="get" formaction="/admin/policy" on:click=look>"Preview"</button>
        </Form>
    }
}

/// What has been typed into the form, without what was left as it was.
fn changed(typed: &Typed) -> PolicyValues {
    let value = |setting: &Setting| Some((setting.name.to_owned(), touched(typed, setting.name)?));
    PolicyValues(SETTINGS.iter().filter_map(value).collect())
}

/// What a form without scripts asks about, until something is saved.
fn typed_in_address(shared: Shared) -> Option<PolicyValues> {
    let is_saved = shared.outcome.with_untracked(Option::is_some);
    let failed = Posted::to(ChangePolicy::PATH).is_some();
    let query = use_location().search.get_untracked();
    let typed: Typed = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    let asks = typed.keys().any(|name| Setting::of_name(name).is_some());
    (!is_saved && !failed && asks).then(|| changed(&typed))
}

/// A value as it is typed; empty where nothing is set.
fn in_words(setting: &Setting, value: Option<i64>) -> String {
    value.map(|value| setting.show(value)).unwrap_or_default()
}

/// One setting: its value, what it may be, and what holds.
#[component]
fn SettingField(
    setting: &'static Setting,
    this: ScopeSummary,
    everyone: ScopeSummary,
    typed: Option<String>,
) -> impl IntoView {
    let place = setting.place();
    let value = typed.unwrap_or_else(|| in_words(setting, this.set[place]));
    let (least, most) = (setting.show(*setting.range.start()), setting.show(*setting.range.end()));
    let range = match setting.kind {
        Kind::Duration | Kind::Number => format!(" {least} to {most}."),
        Kind::Switch | Kind::Choice(_) => String::new(),
    };
    let fallback = if this.is_everyone() {
        format!(" Default: {}. In force: {}.", setting.show(setting.default), setting.show(this.in_force[place]))
    } else {
        format!(
            " Empty: as everyone, {}. In force: {}.",
            in_words(setting, everyone.set[place]),
            setting.show(this.in_force[place])
        )
    };
    let hint = format!("{}{range}{fallback}", setting.about);
    let words: &[(&str, &str)] = match setting.kind {
        Kind::Duration | Kind::Number => {
            return view! { <Field name=setting.name label=setting.label value hint max=40/> }.into_any();
        }
        Kind::Switch => &[("yes", "Yes"), ("no", "No")],
        Kind::Choice(_) => &[("open", "Open to everyone"), ("invitation", "By invitation"), ("closed", "Closed")],
    };
    let mut choices = words.to_vec();
    if !this.is_everyone() {
        choices.insert(0, ("", "As everyone"));
    }
    view! { <Select name=setting.name label=setting.label choices value hint/> }.into_any()
}

/// What saving would do.
#[component]
fn Preview(scope: String, asked: RwSignal<Option<PolicyValues>>) -> impl IntoView {
    let preview = Resource::new_blocking(
        move || asked.get(),
        move |values| {
            let scope = scope.clone();
            async move {
                match values {
                    Some(values) => Some(preview_policy(scope, values).await),
                    None => None,
                }
            }
        },
    );
    let words = move || {
        Suspend::new(async move {
            preview.await.map(|preview| {
                let lines: Vec<_> = sentences(preview).into_iter().map(|line| view! { <li>{line}</li> }).collect();
                view! { <div class="preview small"><b>"Saving this:"</b><ul>{lines}</ul></div> }
            })
        })
    };
    view! { <div aria-live="polite"><Transition>{words}</Transition></div> }
}

fn sentences(preview: Result<PolicyPreview, AppError>) -> Vec<String> {
    match preview {
        Ok(preview) => preview.words(),
        Err(AppError::Invalid { fields }) => {
            let label = |name: &str| Setting::of_name(name).map_or("Whose", |setting| setting.label);
            fields.iter().map(|wrong| format!("{}: {}", label(&wrong.field), wrong.problem)).collect()
        }
        Err(error) => vec![error.to_string()],
    }
}
