//! The one form component: a server function's arguments, posted by script or plainly. It gathers
//! the errors and typed values of both ways, and its fields take theirs from it.

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
use crate::error::{AppError, Fields, FormFlash, LIST};

/// The field that tells apart the forms of one function on one page.
const SUBJECT: &str = "id";

/// A form for a server function's action.
#[component]
pub fn Form<F>(
    action: ServerAction<F>,
    /// Where a plain post leads when all is well; this page when not given.
    #[prop(optional, into)]
    next: Option<String>,
    /// The page that a plain post comes back to; this one when not given.
    #[prop(optional, into)]
    page: Option<String>,
    #[prop(default = "card stack")] class: &'static str,
    /// What is said when all is well and the form stays.
    #[prop(optional)]
    done: Option<&'static str>,
    /// Its hidden `id`, where a page holds a form of this function for each of several rows.
    #[prop(optional, into)]
    of: String,
    /// What a check of its values has found since it was answered: that is what its fields show.
    #[prop(optional, into)]
    checked: Checked,
    /// Whether a call that was refused, because the session had ended, is made again once the person
    /// is back. Not for what would hit the new session.
    #[prop(default = true)]
    resumes: bool,
    /// Whether it is made anew when all is well: it makes something of which there may be another.
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
        // So that the same outcome, a second time, is said again.
        value.set(None);
        // Read as the server would read it.
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

/// What differs from one server function to another; what does not is compiled once, in [`frame`].
struct Request {
    function: &'static str,
    address: &'static str,
    answered: Signal<Option<Result<(), AppError>>>,
    checked: Checked,
    pending: Memo<bool>,
    submit: Callback<Vec<(String, String)>>,
    /// Forgets the answer.
    clear: Callback<()>,
    of: String,
    page: Option<String>,
    resumes: bool,
    clears: bool,
}

impl Request {
    /// Names the form on its page.
    fn name(&self) -> String {
        let function = self.function.rsplit('/').next().unwrap_or_default();
        if self.of.is_empty() { function.to_owned() } else { format!("{function}-{}", self.of) }
    }

    /// What became of it, if it was posted plainly.
    fn posted(&self) -> Option<FormFlash> {
        let is_this = |posted: &FormFlash| self.of.is_empty() || posted.values.get(SUBJECT) == Some(&self.of);
        FormFlash::to(self.function).filter(is_this)
    }
}

fn frame(
    request: Request,
    next: Option<String>,
    class: &'static str,
    done: Option<&'static str>,
    children: Children,
) -> AnyView {
    let drafts = Drafts::expect();
    let form = NodeRef::new();
    let owner = use_context::<Owner>().map(|owner| owner.0);
    let name = request.name();
    let id = name.clone();
    let location = use_location();
    // What was typed about one thing must not turn up at another.
    let draft = StoredValue::new(format!("{}#{name}", location.pathname.get_untracked()));
    let posted = request.posted();
    let failed = posted.as_ref().filter(|posted| posted.error.is_some());
    let typed = failed.map(|posted| posted.values.clone()).or_else(|| draft.with_value(|draft| drafts.of(draft)));
    let is_back = posted.is_some() || request.checked.with_untracked(|found| matches!(found, Some(Err(_))));
    let posted = RwSignal::new(posted.map(|posted| posted.error.map_or(Ok(()), Err)));
    let answer = Memo::new(move |_| request.answered.get().or_else(|| posted.get()));
    // An action may outlive its form: the answer that it already has was given to an earlier one.
    let is_new = StoredValue::new(request.answered.with_untracked(Option::is_none));
    // The fields that were typed into since the answer: what it says of them is true no longer.
    let corrected = RwSignal::new(Vec::<String>::new());
    let outcome = Memo::new(move |_| {
        let answer = answer.get().filter(|answer| is_new.get_value() || !is_invalid(answer));
        corrected.with(|corrected| still_true(answer?, corrected))
    });
    // What was sent last, to tell what has been typed since.
    let last_values = StoredValue::new(Vec::new());
    let is_incomplete = RwSignal::new(false);
    let typed = RwSignal::new(typed);
    let state = FormState {
        outcome,
        checked: request.checked,
        done,
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
    // The form may be gone by then.
    let send = move || {
        if let Some(Some(form)) = form.try_get_untracked() {
            is_incomplete.try_set(!browser::submit(&form));
        }
    };
    repeat_when_allowed(request.answered, request.clear, send);
    let is_ended = move || {
        is_new.get_value() && request.answered.with(|answer| matches!(answer, Some(Err(AppError::SignInRequired))))
    };
    repeat_when_back(move || request.resumes && is_ended(), form, draft, send);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        posted.set(None);
        is_new.set_value(true);
        corrected.set(Vec::new());
        is_incomplete.set(false);
        // Signing in again is what the refused call waits for.
        if owner.is_some_and(|owner| !owner.get_untracked().is_empty()) {
            drafts.disarm();
        }
        keep();
        let values = form.get_untracked().map(|form| browser::values(&form)).unwrap_or_default();
        last_values.set_value(values.clone());
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
            on:input=move |event| {
                keep();
                let field = browser::field_of(&event);
                if corrected.with_untracked(|corrected| !corrected.contains(&field)) {
                    corrected.update(|corrected| corrected.push(field));
                }
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

/// The values of a form that may be stored: no passwords.
fn open_values(form: &leptos::web_sys::HtmlFormElement) -> Typed {
    browser::values(form).into_iter().filter(|(field, _)| !FormFlash::is_secret(field)).collect()
}

/// Whether something was typed into the form while its call was under way.
fn is_changed_since(form: NodeRef<html::Form>, last_values: StoredValue<Vec<(String, String)>>) -> bool {
    let Some(form) = form.get_untracked() else { return false };
    let values = browser::values(&form);
    last_values.with_value(|last| !last.is_empty() && *last != values)
}

/// Clears the passwords when all went well, and the whole form where `done_with` says so; otherwise moves
/// the focus to the first error. Does nothing for an answer that was given to an earlier form.
fn heed_answer(
    answer: Memo<Option<Result<(), AppError>>>,
    is_new: StoredValue<bool>,
    form: NodeRef<html::Form>,
    done_with: impl Fn() -> bool + 'static,
) {
    Effect::new(move || {
        answer.with(|answer| match answer {
            _ if !is_new.get_value() => {}
            Some(Ok(())) => {
                let clears = done_with();
                // What went well may have taken the form away.
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

/// An answer without what it says of fields that were typed into since.
fn still_true(answer: Result<(), AppError>, corrected: &[String]) -> Option<Result<(), AppError>> {
    let Err(AppError::Invalid { mut fields }) = answer else { return Some(answer) };
    fields.retain(|wrong| !corrected.iter().any(|field| field.strip_suffix(LIST).unwrap_or(field) == wrong.field));
    (!fields.is_empty()).then_some(Err(AppError::Invalid { fields }))
}

/// What became of the form, and the button that sends it; it waits while the form is under way.
#[component]
pub fn Submit(#[prop(default = "btn primary")] class: &'static str, children: Children) -> impl IntoView {
    let state = FormState::expect();
    view! {
        {move || state.verdict()}
        <button class=class type="submit" aria-busy=move || state.pending.get().then_some("true")>
            {children()}
        </button>
    }
}
