//! The one form component: a server function's arguments, posted by script or plainly. It gathers
//! the errors and typed values of both ways, and its fields take theirs from it.

use leptos::{form::FromFormData, prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_location;
use serde::de::DeserializeOwned;

use super::{Notice, Tone, browser};
use crate::error::{AppError, Posted, Problem};

/// What the fields within a form know of it.
#[derive(Clone, Copy)]
pub(super) struct FormState {
    outcome: Memo<Option<Result<(), AppError>>>,
    pending: Memo<bool>,
    posted: StoredValue<Option<Posted>>,
    function: &'static str,
}

impl FormState {
    pub(super) fn expect() -> Self {
        expect_context()
    }

    /// The id of a field's input: unique on the page, since no page holds a function's form twice.
    pub(super) fn id(self, field: &str) -> String {
        let function = self.function.rsplit('/').next().unwrap_or_default();
        format!("{function}-{field}")
    }

    /// What is wrong with a field; tracked.
    pub(super) fn problem(self, field: &str) -> Option<Problem> {
        self.outcome.with(|outcome| match outcome {
            Some(Err(error)) => error.at(field).cloned(),
            _ => None,
        })
    }

    /// What was typed before a plain post failed.
    pub(super) fn typed(self, field: &str) -> Option<String> {
        self.posted
            .with_value(|posted| posted.as_ref().filter(|posted| posted.error.is_some())?.values.get(field).cloned())
    }

    /// Whether a plain post failed: a box that is missing from it was not ticked.
    pub(super) fn failed_plainly(self) -> bool {
        self.posted.with_value(|posted| posted.as_ref().is_some_and(|posted| posted.error.is_some()))
    }

    pub(super) fn pending(self) -> Memo<bool> {
        self.pending
    }
}

/// What stands in another field of the form around, read when it is called; only in a browser.
pub fn sibling_value(field: &'static str) -> impl Fn() -> String + Clone + 'static {
    let id = FormState::expect().id(field);
    move || browser::input_value(&id)
}

/// A form for a server function's action.
#[component]
pub fn Form<F>(
    action: ServerAction<F>,
    /// Where a plain post leads when all is well; this page when not given.
    #[prop(optional, into)]
    next: Option<String>,
    #[prop(default = "card stack")] class: &'static str,
    /// What is said when all is well and the form stays.
    #[prop(optional)]
    done: Option<&'static str>,
    children: Children,
) -> impl IntoView
where
    F: ServerFn<Error = AppError> + DeserializeOwned + Clone + Send + Sync + 'static,
    F::Output: Clone + Send + Sync + 'static,
{
    let value = action.value();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if action.pending().get_untracked() {
            return;
        }
        match F::from_event(&event) {
            Ok(arguments) => drop(action.dispatch(arguments)),
            Err(error) => value.set(Some(Err(AppError::Malformed { reason: error.to_string() }))),
        }
    };
    let answered = move || value.with(|value| Some(value.as_ref()?.as_ref().map(drop).map_err(Clone::clone)));
    let request = Request {
        function: F::PATH,
        address: F::url(),
        answered: Signal::derive(answered),
        pending: action.pending(),
        submit: Callback::new(submit),
    };
    frame(request, next, class, done, children)
}

/// What differs from one server function to another; what does not is compiled once, in [`frame`].
struct Request {
    function: &'static str,
    address: &'static str,
    answered: Signal<Option<Result<(), AppError>>>,
    pending: Memo<bool>,
    submit: Callback<leptos::ev::SubmitEvent>,
}

fn frame(
    request: Request,
    next: Option<String>,
    class: &'static str,
    done: Option<&'static str>,
    children: Children,
) -> AnyView {
    let posted = StoredValue::new(Posted::to(request.function));
    let outcome = Memo::new(move |_| {
        let plainly =
            || posted.with_value(|posted| posted.as_ref().map(|posted| posted.error.clone().map_or(Ok(()), Err)));
        request.answered.get().or_else(plainly)
    });
    provide_context(FormState { outcome, pending: request.pending, posted, function: request.function });
    Effect::new(move || {
        if outcome.with(|outcome| matches!(outcome, Some(Err(AppError::Invalid { .. })))) {
            request_animation_frame(browser::focus_first_error);
        }
    });
    let location = use_location();
    let page = move || {
        let (path, query) = (location.pathname.get(), location.search.get());
        if query.is_empty() { path } else { format!("{path}?{query}") }
    };
    view! {
        <form class=class method="post" action=request.address novalidate on:submit=move |event| request.submit.run(event)>
            {children()}
            <input type="hidden" name="_page" value=page/>
            {next.map(|next| view! { <input type="hidden" name="_next" value=next/> })}
            {move || verdict(&outcome.get()?, done)}
        </form>
    }
    .into_any()
}

/// What is said beneath the form.
fn verdict(outcome: &Result<(), AppError>, done: Option<&'static str>) -> Option<AnyView> {
    match outcome {
        Ok(()) => done.map(|done| view! { <Notice tone=Tone::Good>{done}</Notice> }.into_any()),
        Err(error) => {
            let words = error.to_string();
            Some(view! { <Notice tone=Tone::Bad>{words}</Notice> }.into_any())
        }
    }
}

/// The button that sends the form; it waits while the form is under way.
#[component]
pub fn Submit(#[prop(default = "btn primary")] class: &'static str, children: Children) -> impl IntoView {
    let pending = FormState::expect().pending();
    view! {
        <button class=class type="submit" aria-busy=move || pending.get().then_some("true")>
            {children()}
        </button>
    }
}
