//! The form with a scope's settings. It previews the effect while the person types or, without JavaScript, with a
//! button.

use std::time::Duration;

use leptos::{prelude::*, server_fn::ServerFn, task::spawn_local};
use leptos_router::hooks::use_location;

use super::{
    check::{Check, address},
    preview::Preview,
    rows::{Group, initial_values, saved_value},
};
use crate::{
    error::{AppError, FormFlash},
    policy::Setting,
    policy_admin::{ChangePolicy, PolicyPreview, PolicyValues, ScopeSummary, preview_policy},
    reactive::{effect, effect_with_last},
    texts::policy_admin as t,
    ui::{Form, Hidden, InitialValues, Submit, Typed, browser, read_shown, was_typed_before},
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
    /// Builds the form anew without what was typed.
    discard: Callback<()>,
) -> impl IntoView {
    let scope = this.name.clone();
    let failed = FormFlash::to(ChangePolicy::PATH).filter(|posted| posted.error.is_some());
    // The values that differ from those that the form was built with.
    let mut first = match &failed {
        Some(posted) => changed(&posted.values),
        None => typed.get_value().unwrap_or_default(),
    };
    first.0.retain(|name, value| Setting::of_name(name).is_some_and(|setting| saved_value(&this, setting) != *value));
    let unsaved = RwSignal::new(first);
    let read = || changed(&browser::values_around(FIELDS).into_iter().collect());
    effect(move || {
        // The fields may have been filled in with what was typed earlier.
        request_animation_frame(move || drop(unsaved.try_set(read())));
    });
    browser::ask_before_leaving(t::leave_unsaved, move || {
        unsaved.try_with_untracked(|unsaved| !unsaved.0.is_empty()).unwrap_or_default()
    });
    // Numbers the previews and saves, so that an older answer is ignored.
    let latest = StoredValue::new(0_u32);
    let outdate = move || latest.update_value(|latest| *latest = latest.wrapping_add(1));
    let next = move || {
        outdate();
        latest.get_value()
    };
    let ask = {
        let scope = scope.clone();
        move |by_hand: bool| {
            let (question, answer) = (next(), preview_policy(scope.clone(), read()));
            spawn_local(async move {
                let found = answer.await;
                if latest.try_get_value() == Some(question) {
                    show_check(check, found, by_hand);
                }
            });
        }
    };
    let ask_soon = {
        let ask = ask.clone();
        move |_| {
            unsaved.set(read());
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
    follow_outcome(change, typed, check, outdate);
    let count = move || t::unsaved(unsaved.with(|unsaved| unsaved.0.len()));
    let (this, everyone) = (StoredValue::new(this), StoredValue::new(everyone));
    let shown = this.with_value(initial_values);
    // Called inside the form, because the fields use its context.
    let groups = move || {
        // After the form was rebuilt, check the typed values again.
        if was_typed_before() {
            effect(move || {
                let ask = ask.clone();
                request_animation_frame(move || ask(false));
            });
        }
        let belongs = |setting: &&'static Setting| this.with_value(|this| this.has(setting));
        let groups = Setting::by_group().into_iter();
        let groups = groups.map(|(group, settings)| (group, settings.into_iter().filter(belongs).collect::<Vec<_>>()));
        groups
            .filter(|(_, settings)| !settings.is_empty())
            .enumerate()
            .map(|(place, (group, settings))| view! { <Group place group settings this everyone typed unsaved/> })
            .collect_view()
    };
    let found = move || check.with(|check| check.as_ref().map(|found| found.as_ref().map(drop).map_err(Clone::clone)));
    let page = address(&scope);
    // What a plain post has sent is in the document: it is discarded by loading the page again.
    let is_posted = failed.is_some();
    let leave = move |event: leptos::ev::MouseEvent| {
        if !is_posted {
            event.prevent_default();
            browser::reset_around(FIELDS);
            outdate();
            discard.run(());
        }
    };
    view! {
        <Form action=change class="stack" of=scope.clone() page=page.clone() checked=Signal::derive(found)>
            <h2>{t::scope_heading(&scope)}</h2>
            <Hidden name="id" value=scope.clone()/>
            <InitialValues fields=shown/>
            <div class="stack" id=FIELDS on:input=ask_soon>{groups()}</div>
            <div class="bulk saving">
                <div class="effect"><strong>{count}</strong><Preview check/></div>
                // `external` makes the router ignore the link.
                <a class="btn quiet s" href=page rel="external" on:click=leave>{t::discard()}</a>
                <button class="btn s" type="submit" formmethod="get" formaction="/admin/policy" on:click=preview>{t::preview()}</button>
                <Submit class="btn primary s">{t::save()}</Submit>
            </div>
        </Form>
    }
}

/// Shows the result of a preview. One that was asked for moves the focus to the first error.
fn show_check(check: RwSignal<Check>, found: Result<PolicyPreview, AppError>, by_hand: bool) {
    let is_wrong = matches!(found, Err(AppError::Invalid { .. }));
    check.set(Some(found));
    if by_hand && is_wrong {
        request_animation_frame(browser::focus_first_error);
    }
}

/// Forgets what was typed once it is saved, and shows what the server refuses. `outdate` makes earlier previews too old.
fn follow_outcome(
    change: ServerAction<ChangePolicy>,
    typed: StoredValue<Option<PolicyValues>>,
    check: RwSignal<Check>,
    outdate: impl Fn() + 'static,
) {
    effect_with_last(move |before: Option<usize>| {
        let version = change.version().get();
        if before.is_some_and(|before| before != version) {
            outdate();
            let answer = change.value().get_untracked();
            if matches!(answer, Some(Ok(_))) {
                typed.set_value(None);
            }
            check.set(answer.and_then(Result::err).filter(|error| matches!(error, AppError::Invalid { .. })).map(Err));
        }
        version
    });
}

/// Returns the changed fields of the form.
fn changed(fields: &Typed) -> PolicyValues {
    PolicyValues::changed(fields.clone(), read_shown(fields.get("shown").map(String::as_str).unwrap_or_default()))
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
