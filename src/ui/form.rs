//! The one form component: a server function's arguments, posted by script or plainly. It gathers
//! the errors and typed values of both ways, and its fields take theirs from it.

use leptos::{form::FromFormData, prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_location;
use serde::de::DeserializeOwned;

use super::{Notice, Tone, browser, query::here};
use crate::error::{AppError, Posted, Problem};

/// What the fields within a form know of it.
#[derive(Clone, Copy)]
pub(super) struct FormState {
    outcome: Memo<Option<Result<(), AppError>>>,
    done: Option<&'static str>,
    pending: Memo<bool>,
    posted: RwSignal<Option<Posted>>,
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
        self.posted.with_untracked(|posted| {
            posted.as_ref().filter(|posted| posted.error.is_some())?.values.get(field).cloned()
        })
    }

    /// Whether a plain post failed: a box that is missing from it was not ticked.
    pub(super) fn failed_plainly(self) -> bool {
        self.posted.with_untracked(|posted| posted.as_ref().is_some_and(|posted| posted.error.is_some()))
    }

    /// What is said above the button.
    fn verdict(self) -> Option<AnyView> {
        match self.outcome.get()? {
            Ok(()) => self.done.map(|done| view! { <Notice tone=Tone::Good>{done}</Notice> }.into_any()),
            Err(error) => {
                let words = error.to_string();
                Some(view! { <Notice tone=Tone::Bad>{words}</Notice> }.into_any())
            }
        }
    }
}

/// What is wrong with a field of the form around; tracked.
pub fn problem_at(field: &'static str) -> impl Fn() -> Option<Problem> + Copy + 'static {
    let state = FormState::expect();
    move || state.problem(field)
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
        // So that the same outcome, a second time, is said again.
        value.set(None);
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
    let posted = RwSignal::new(Posted::to(request.function));
    let outcome = Memo::new(move |_| {
        let plainly = || posted.with(|posted| posted.as_ref().map(|posted| posted.error.clone().map_or(Ok(()), Err)));
        request.answered.get().or_else(plainly)
    });
    provide_context(FormState { outcome, done, pending: request.pending, posted, function: request.function });
    Effect::new(move || {
        if outcome.with(|outcome| matches!(outcome, Some(Err(AppError::Invalid { .. })))) {
            request_animation_frame(browser::focus_first_error);
        }
    });
    let submit = move |event| {
        posted.set(None);
        request.submit.run(event);
    };
    let location = use_location();
    let page = move || here(&location.pathname.get(), &location.search.get());
    view! {
        <form class=class method="post" action=request.address novalidate on:submit=submit>
            {children()}
            <input type="hidden" name="_page" value=page/>
            {next.map(|next| view! { <input type="hidden" name="_next" value=next/> })}
        </form>
    }
    .into_any()
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
