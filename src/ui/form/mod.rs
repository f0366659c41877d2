//! The form component. It posts a server function's arguments, by script or as a plain form. In both cases, it collects
//! the errors and the typed values, and its fields read them from it.

mod repeat;
mod state;

pub(super) use state::FormState;
pub use state::{error_of_form, field_id, problem_at, sibling_value, was_typed_before};

use leptos::{html, prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_location;
use serde::de::DeserializeOwned;

use self::{
    repeat::{repeat_when_allowed, repeat_when_back},
    state::Checked,
};
use super::{
    browser,
    draft::{Drafts, Owner, Typed},
    query::here,
};
use crate::{
    error::{AppError, Fields, FormFlash, LIST},
    reactive::{dynamic, effect, memo},
};

/// The field that distinguishes the forms of one function on one page.
const SUBJECT: &str = "id";

/// A form that calls a server function through an action.
#[component]
pub fn Form<F>(
    action: ServerAction<F>,
    /// Where a plain post redirects on success; defaults to this page. Has no effect with scripts.
    #[prop(optional, into)]
    next: Option<String>,
    /// The page to which a plain post returns with the result; defaults to this page.
    #[prop(optional, into)]
    page: Option<String>,
    #[prop(default = "card stack")] class: &'static str,
    /// The message on success, if the form stays on the page.
    #[prop(optional, into)]
    done: Option<String>,
    /// The value of the form's hidden `id` field, if the page has a form of this function for each of several rows.
    #[prop(optional, into)]
    of: String,
    /// The result of validating the form's current values after the last response. The fields show it instead of the
    /// response.
    #[prop(optional, into)]
    checked: Checked,
    /// Whether a call that was refused because the session had ended is repeated after the person has signed in again.
    /// Set this to `false` for calls that would affect the new session.
    #[prop(default = true)]
    resumes: bool,
    /// Whether the form is reset on success, for forms that people submit several times in a row.
    #[prop(optional)]
    clears: bool,
    children: Children,
) -> impl IntoView
where
    F: ServerFn<Error = AppError> + DeserializeOwned + Clone + Send + Sync + 'static,
    F::Output: Clone + Send + Sync + 'static,
{
    let value = action.value();
    let submit = move |fields: Vec<(String, String)>| {
        if action.pending().get_untracked() {
            return;
        }
        // Reset, so that screen readers announce the same outcome a second time.
        value.set(None);
        // Parse the fields as the server would.
        match Fields::from_pairs(fields).and_then(|fields| fields.parse::<F>()) {
            Ok(arguments) => drop(action.dispatch(arguments)),
            Err(reason) => value.set(Some(Err(AppError::Malformed { reason }))),
        }
    };
    let answered = move || value.with(|value| Some(value.as_ref()?.as_ref().map(drop).map_err(Clone::clone)));
    let request = Request {
        function: F::PATH,
        address: F::url(),
        answered: Signal::derive(answered),
        checked,
        pending: action.pending(),
        submit: Callback::new(submit),
        clear: Callback::new(move |()| value.set(None)),
        of,
        page,
        resumes,
        clears,
    };
    frame(request, next, class, done, children)
}

/// The parts of a form that depend on the server function. The rest is in [`frame`], which is compiled only once.
struct Request {
    function: &'static str,
    address: &'static str,
    answered: Signal<Option<Result<(), AppError>>>,
    checked: Checked,
    pending: Memo<bool>,
    submit: Callback<Vec<(String, String)>>,
    /// Clears the response.
    clear: Callback<()>,
    of: String,
    page: Option<String>,
    resumes: bool,
    clears: bool,
}

impl Request {
    /// The form's name on its page.
    fn name(&self) -> String {
        let function = self.function.rsplit('/').next().unwrap_or_default();
        if self.of.is_empty() { function.to_owned() } else { format!("{function}-{}", self.of) }
    }

    /// The result of a plain post of this form, if there was one.
    fn posted(&self) -> Option<FormFlash> {
        let is_this = |posted: &FormFlash| self.of.is_empty() || posted.values.get(SUBJECT) == Some(&self.of);
        FormFlash::to(self.function).filter(is_this)
    }
}

fn frame(
    request: Request,
    next: Option<String>,
    class: &'static str,
    done: Option<String>,
    children: Children,
) -> AnyView {
    let drafts = Drafts::expect();
    let form = NodeRef::new();
    let owner = use_context::<Owner>().map(|owner| owner.0);
    let name = request.name();
    let id = name.clone();
    let location = use_location();
    // What was typed on one page must not appear on another.
    let draft = StoredValue::new(format!("{}#{name}", location.pathname.get_untracked()));
    let posted = request.posted();
    let failed = posted.as_ref().filter(|posted| posted.error.is_some());
    let typed = failed.map(|posted| posted.values.clone()).or_else(|| draft.with_value(|draft| drafts.of(draft)));
    let is_back = posted.is_some() || request.checked.with_untracked(|found| matches!(found, Some(Err(_))));
    let posted = RwSignal::new(posted.map(|posted| posted.error.map_or(Ok(()), Err)));
    let answer = memo(move |_| request.answered.get().or_else(|| posted.get()));
    // An action may outlive its form. If it already has a response, this belongs to an earlier form.
    let is_new = StoredValue::new(request.answered.with_untracked(Option::is_none));
    // The fields that were edited since the response. Their errors no longer apply.
    let corrected = RwSignal::new(Vec::<String>::new());
    let outcome = memo(move |_| {
        let answer = answer.get().filter(|answer| is_new.get_value() || !is_invalid(answer));
        corrected.with(|corrected| still_true(answer?, corrected))
    });
    // The values last sent, to detect later edits.
    let last_values = StoredValue::new(Vec::new());
    let is_incomplete = RwSignal::new(false);
    let typed = RwSignal::new(typed);
    let state = FormState {
        outcome,
        checked: request.checked,
        done: StoredValue::new(done),
        pending: request.pending,
        typed,
        is_incomplete,
        is_back,
        name: StoredValue::new(name),
    };
    provide_context(state);
    let keep = move || {
        if let Some(form) = form.get_untracked() {
            draft.with_value(|draft| drafts.keep(draft, open_values(&form)));
        }
    };
    let done_with = move || {
        drafts.answered(request.address);
        draft.with_value(|draft| drafts.done(draft));
        if is_changed_since(form, last_values) {
            keep();
            return false;
        }
        if request.clears {
            typed.set(None);
        }
        request.clears
    };
    heed_answer(answer, is_new, form, done_with);
    // The form may have been removed by then.
    let send = move || {
        if let Some(Some(form)) = form.try_get_untracked() {
            is_incomplete.try_set(!browser::submit(&form));
        }
    };
    repeat_when_allowed(request.answered, request.clear, send);
    repeat_when_back(form, draft, send);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        posted.set(None);
        is_new.set_value(true);
        corrected.set(Vec::new());
        is_incomplete.set(false);
        // A refused call waits until the person has signed in, so submitting the sign-in form must not cancel it.
        if owner.is_some_and(|owner| !owner.get_untracked().is_empty()) {
            drafts.disarm();
        }
        keep();
        let values = form.get_untracked().map(|form| browser::values(&form)).unwrap_or_default();
        last_values.set_value(values.clone());
        draft.with_value(|draft| drafts.send(request.address, draft, request.resumes));
        request.submit.run(values);
    };
    let fixed = request.page.clone();
    let page = move || fixed.clone().unwrap_or_else(|| here(&location.pathname.get(), &location.search.get()));
    view! {
        <form
            id=id
            class=class
            method="post"
            action=request.address
            novalidate
            node_ref=form
            on:submit=submit
            on:reset=move |_| {
                typed.set(None);
                draft.with_value(|draft| drafts.done(draft));
            }
            on:input=move |event| {
                keep();
                note_corrected(corrected, browser::field_of(&event));
            }
        >
            {children()}
            <input type="hidden" name="_page" value=page/>
            <input type="hidden" name="_for" value=move || owner.map(|owner| owner.get())/>
            {next.map(|next| view! { <input type="hidden" name="_next" value=next/> })}
        </form>
    }
    .into_any()
}

/// Notes that a field was edited since the response.
fn note_corrected(corrected: RwSignal<Vec<String>>, field: String) {
    if corrected.with_untracked(|corrected| !corrected.contains(&field)) {
        corrected.update(|corrected| corrected.push(field));
    }
}

/// The values of a form that may be stored: all except secrets.
fn open_values(form: &leptos::web_sys::HtmlFormElement) -> Typed {
    browser::values(form).into_iter().filter(|(field, _)| !FormFlash::is_secret(field)).collect()
}

/// Whether the form was edited while its call was pending.
fn is_changed_since(form: NodeRef<html::Form>, last_values: StoredValue<Vec<(String, String)>>) -> bool {
    let Some(form) = form.get_untracked() else { return false };
    let values = browser::values(&form);
    last_values.with_value(|last| !last.is_empty() && *last != values)
}

/// Handles the response. On success, clears the passwords, and the whole form if `done_with` returns true. On failure,
/// moves the focus to the first error. Ignores a response that belongs to an earlier form.
fn heed_answer(
    answer: Memo<Option<Result<(), AppError>>>,
    is_new: StoredValue<bool>,
    form: NodeRef<html::Form>,
    done_with: impl Fn() -> bool + 'static,
) {
    effect(move || {
        answer.with(|answer| match answer {
            _ if !is_new.get_value() => {}
            Some(Ok(())) => {
                let clears = done_with();
                // The successful action may have removed the form.
                request_animation_frame(move || {
                    if let Some(Some(form)) = form.try_get_untracked() {
                        browser::forget_passwords(&form);
                        if clears {
                            browser::reset(&form);
                        }
                    }
                });
            }
            Some(Err(AppError::Invalid { .. })) => request_animation_frame(browser::focus_first_error),
            _ => {}
        });
    });
}

fn is_invalid(answer: &Result<(), AppError>) -> bool {
    matches!(answer, Err(AppError::Invalid { .. }))
}

/// The response without the errors of fields that were edited since.
fn still_true(answer: Result<(), AppError>, corrected: &[String]) -> Option<Result<(), AppError>> {
    let Err(AppError::Invalid { mut fields }) = answer else { return Some(answer) };
    fields.retain(|wrong| !corrected.iter().any(|field| field.strip_suffix(LIST).unwrap_or(field) == wrong.field));
    (!fields.is_empty()).then_some(Err(AppError::Invalid { fields }))
}

/// A part of a form that follows signals, and may have fields. Without it, they would be taken for fields of the page's last
/// form, because such parts are rendered after all forms have been created.
pub fn part_of_form<V: IntoView + 'static>(mut part: impl FnMut() -> V + Send + 'static) -> AnyView {
    let state = FormState::expect();
    dynamic(move || {
        provide_context(state);
        part()
    })
}

/// The result of the form, for forms without a button that submits them.
#[component]
pub fn Verdict() -> impl IntoView {
    let state = FormState::expect();
    dynamic(move || state.verdict())
}

/// The result of the form, and the button that submits it. The button is marked busy while the form is being submitted.
#[component]
pub fn Submit(#[prop(default = "btn primary")] class: &'static str, children: Children) -> impl IntoView {
    let state = FormState::expect();
    view! {
        {dynamic(move || state.verdict())}
        <button class=class type="submit" aria-busy=move || state.pending.get().then_some("true")>
            {children()}
        </button>
    }
}
