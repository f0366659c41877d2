//! The form with a scope's settings. It previews the effect while the person types or, without JavaScript, with a
//! button.

use std::time::Duration;

use leptos::{prelude::*, server_fn::ServerFn, task::spawn_local};
use leptos_router::hooks::use_location;

use super::check::{Check, address};
use crate::{
    error::{AppError, FieldError, FormFlash},
    policy::{Kind, Setting},
    policy_admin::{ChangePolicy, PolicyPreview, PolicyValues, ScopeSummary, preview_policy},
    texts::policy_admin as t,
    ui::{Field, Form, Hidden, InitialValues, Select, Submit, Typed, browser, field_id, touched, was_typed_before},
};

/// How long typing must pause before a preview is requested.
const PAUSE: Duration = Duration::from_millis(400);
/// The ID of the element with the fields, used to find the form around it.
const FIELDS: &str = "policy-settings";

/// The form.
#[component]
pub(super) fn Settings(
    this: ScopeSummary,
    everyone: ScopeSummary,
    /// The values to preview, from a form without JavaScript; `None` once something is saved.
    typed: StoredValue<Option<PolicyValues>>,
    change: ServerAction<ChangePolicy>,
    check: RwSignal<Check>,
) -> impl IntoView {
    let scope = this.name.clone();
    // Numbers the previews and saves, so that an older answer is ignored.
    let latest = StoredValue::new(0_u32);
    let next = move || {
        latest.update_value(|latest| *latest = latest.wrapping_add(1));
        latest.get_value()
    };
    let ask = {
        let scope = scope.clone();
        move |by_hand: bool| {
            let values = changed(&browser::values_around(FIELDS).into_iter().collect());
            let (question, answer) = (next(), preview_policy(scope.clone(), values));
            spawn_local(async move {
                let found = answer.await;
                if latest.try_get_value() != Some(question) {
                    return;
                }
                let is_wrong = matches!(found, Err(AppError::Invalid { .. }));
                check.set(Some(found));
                if by_hand && is_wrong {
                    request_animation_frame(browser::focus_first_error);
                }
            });
        }
    };
    let ask_soon = {
        let ask = ask.clone();
        move |_| {
            let (question, ask) = (next(), ask.clone());
            set_timeout(
                move || {
                    if latest.try_get_value() == Some(question) {
                        ask(false);
                    }
                },
                PAUSE,
            );
        }
    };
    let preview = {
        let ask = ask.clone();
        move |event: leptos::ev::MouseEvent| {
            event.prevent_default();
            ask(true);
        }
    };
    Effect::new(move |before: Option<usize>| {
        let version = change.version().get();
        if before.is_some_and(|before| before != version) {
            next();
            let answer = change.value().get_untracked();
            if matches!(answer, Some(Ok(_))) {
                typed.set_value(None);
            }
            check.set(answer.and_then(Result::err).filter(|error| matches!(error, AppError::Invalid { .. })).map(Err));
        }
        version
    });
    let title = if this.is_everyone() { t::for_everyone() } else { t::for_role(&scope) };
    let value = move |name: &str| typed.with_value(|typed| typed.as_ref().and_then(|typed| typed.0.get(name).cloned()));
    let shown = this.settings().map(|setting| (setting.name, in_words(setting, this.set[setting]))).collect();
    // Called inside the form, because the fields use its context.
    let fields = move || {
        // After the form was rebuilt, check the typed values again.
        if was_typed_before() {
            Effect::new(move || {
                let ask = ask.clone();
                request_animation_frame(move || ask(false));
            });
        }
        let field = |setting: &'static Setting| {
            let (this, everyone, typed) = (this.clone(), everyone.clone(), value(setting.name));
            view! { <SettingField setting this everyone typed/> }
        };
        this.settings().map(field).collect_view()
    };
    let found = move || check.with(|check| check.as_ref().map(|found| found.as_ref().map(drop).map_err(Clone::clone)));
    view! {
        <Form action=change of=scope.clone() page=address(&scope) checked=Signal::derive(found)>
            <h2>{title}</h2>
            <Hidden name="id" value=scope.clone()/>
            <InitialValues fields=shown/>
            <div class="settings" id=FIELDS on:input=ask_soon>{fields()}</div>
            <Preview check/>
            <Submit>{t::save()}</Submit>
            <button class="btn" type="submit" formmethod="get" formaction="/admin/policy" on:click=preview>{t::preview()}</button>
        </Form>
    }
}

/// Returns the changed fields of the form.
fn changed(typed: &Typed) -> PolicyValues {
    let value = |setting: &Setting| Some((setting.name.to_owned(), touched(typed, setting.name)?));
    PolicyValues(Setting::all().filter_map(value).collect())
}

/// Returns the values to preview from the query string, which a form without JavaScript sends.
pub(super) fn typed_in_address() -> Option<PolicyValues> {
    let is_answer = FormFlash::to(ChangePolicy::PATH).is_some();
    let query = use_location().search.get_untracked();
    let typed: Typed = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    let asks = typed.keys().any(|name| Setting::of_name(name).is_some());
    (!is_answer && asks).then(|| changed(&typed))
}

/// Returns the initial check: the error of a failed post, or the preview of the values in the query string.
pub(super) async fn first_check(scope: String, typed: Option<PolicyValues>) -> Check {
    let refused = FormFlash::to(ChangePolicy::PATH).and_then(|posted| posted.error);
    match (refused, typed) {
        (Some(error @ AppError::Invalid { .. }), _) => Some(Err(error)),
        (_, Some(values)) => Some(preview_policy(scope, values).await),
        (_, None) => None,
    }
}

/// Formats a value as it is typed; empty if none is set.
fn in_words(setting: &Setting, value: Option<i64>) -> String {
    value.map(|value| setting.show(value)).unwrap_or_default()
}

/// The field of a setting, with its range and effective value.
#[component]
fn SettingField(
    setting: &'static Setting,
    this: ScopeSummary,
    everyone: ScopeSummary,
    typed: Option<String>,
) -> impl IntoView {
    let value = typed.unwrap_or_else(|| in_words(setting, this.set[setting]));
    let is_typed = matches!(setting.kind, Kind::Duration | Kind::Number);
    let mut hint = vec![(setting.about)()];
    if is_typed {
        hint.push(t::range(setting.show(*setting.range.start()), setting.show(*setting.range.end())));
    }
    let in_effect = setting.words(this.in_force[setting]);
    let of_everyone = everyone.set[setting].map(|value| setting.words(value)).unwrap_or_default();
    hint.push(match (this.is_everyone(), is_typed) {
        (true, _) => t::in_effect(setting.words(setting.default), in_effect),
        (false, true) => t::in_effect_for_role(of_everyone, in_effect),
        (false, false) => t::in_effect_for_role_choice(of_everyone, in_effect),
    });
    let (label, hint) = ((setting.label)(), hint.join(" "));
    let values = match setting.kind {
        Kind::Duration | Kind::Number => {
            return view! { <Field name=setting.name label value hint max=40/> }.into_any();
        }
        Kind::Switch => vec![1, 0],
        Kind::Choice(_) => setting.range.clone().collect(),
    };
    let mut choices: Vec<_> = values.into_iter().map(|value| (setting.show(value), setting.words(value))).collect();
    if !this.is_everyone() {
        choices.insert(0, (String::new(), t::same_as_everyone()));
    }
    view! { <Select name=setting.name label choices value hint/> }.into_any()
}

/// The preview of saving, or the errors.
#[component]
fn Preview(check: RwSignal<Check>) -> impl IntoView {
    // Read here, because the form's context is available here.
    let ids = field_id("");
    let words = move || {
        let ids = ids.clone();
        check.get().map(|found| match found {
            Ok(preview) => view! { <Effects preview/> }.into_any(),
            Err(AppError::Invalid { fields }) => view! { <Problems fields ids/> }.into_any(),
            Err(error) => view! { <div class="preview small">{error.to_string()}</div> }.into_any(),
        })
    };
    view! { <div aria-live="polite">{words}</div> }
}

#[component]
fn Effects(preview: PolicyPreview) -> impl IntoView {
    let lines: Vec<_> = preview.words().into_iter().map(|line| view! { <li>{line}</li> }).collect();
    view! { <div class="preview small"><b>{t::if_you_save()}</b><ul>{lines}</ul></div> }
}

/// Lists invalid values with links to their fields, in page order.
#[component]
fn Problems(
    mut fields: Vec<FieldError>,
    /// The prefix of the field IDs.
    ids: String,
) -> impl IntoView {
    let place = |wrong: &FieldError| Setting::of_name(&wrong.field).and_then(Setting::place);
    fields.sort_by_key(place);
    let line = move |wrong: FieldError| {
        let id = format!("{ids}{}", wrong.field);
        let href = format!("#{id}");
        let go = move |event: leptos::ev::MouseEvent| {
            event.prevent_default();
            browser::focus(&id);
        };
        let setting = Setting::of_name(&wrong.field);
        let label = setting.map_or_else(t::scope, |setting| (setting.label)());
        let words = t::problem(label, wrong.problem.to_string());
        if setting.is_some() {
            // `external` makes the router ignore the link.
            view! { <li><a href=href rel="external" on:click=go>{words}</a></li> }.into_any()
        } else {
            view! { <li>{words}</li> }.into_any()
        }
    };
    let lines: Vec<_> = fields.into_iter().map(line).collect();
    view! { <div class="preview small bad"><b>{t::fix_first()}</b><ul>{lines}</ul></div> }
}
