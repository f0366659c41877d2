//! What the fields within a form know of it, and what pages may ask of the form around.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::{
    error::{AppError, Problem},
    ui::{
        Notice, Tone, browser,
        draft::{self, Typed},
        query::here,
        reauthentication::Reauthentication,
    },
};

/// What the fields within a form know of it.
#[derive(Clone, Copy)]
pub(in crate::ui) struct FormState {
    pub(super) outcome: Memo<Option<Result<(), AppError>>>,
    /// What a check before sending has found.
    pub(super) checked: Checked,
    pub(super) done: Option<&'static str>,
    pub(super) pending: Memo<bool>,
    /// What was typed before: into a plain post that failed, or before the session ended.
    pub(super) typed: RwSignal<Option<Typed>>,
    /// The call was refused, and cannot be made again without the password.
    pub(super) is_incomplete: RwSignal<bool>,
    /// The page was loaded to say what became of this form: it begins there, and not at its top.
    pub(super) is_back: bool,
    pub(super) name: StoredValue<String>,
}

/// What is known of the values in a form that has not been sent with them.
pub(super) type Checked = Signal<Option<Result<(), AppError>>>;

impl FormState {
    pub(in crate::ui) fn expect() -> Self {
        expect_context()
    }

    /// The id of a field's input: unique on the page.
    pub(in crate::ui) fn id(self, field: &str) -> String {
        self.name.with_value(|name| format!("{name}-{field}"))
    }

    /// The error of the whole form; tracked.
    pub(in crate::ui) fn error(self) -> Option<AppError> {
        self.outcome.with(|outcome| outcome.as_ref()?.as_ref().err().cloned())
    }

    /// What is wrong with a field; tracked.
    pub(in crate::ui) fn problem(self, field: &str) -> Option<Problem> {
        if let Some(checked) = self.checked.get() {
            return checked.err().and_then(|error| error.at(field).cloned());
        }
        self.outcome.with(|outcome| match outcome {
            Some(Err(error)) => error.at(field).cloned(),
            _ => None,
        })
    }

    /// Whether a page that is loaded to say what is wrong with a field begins there.
    pub(in crate::ui) fn takes_focus(self, field: &str) -> bool {
        self.is_back && untrack(|| self.problem(field).is_some())
    }

    /// What was typed into a field before; tracked.
    pub(in crate::ui) fn typed(self, field: &str) -> Option<String> {
        self.typed.with(|typed| draft::touched(typed.as_ref()?, field))
    }

    /// Whether a box of a list was ticked before; tracked.
    pub(in crate::ui) fn ticked(self, list: &str, value: &str) -> Option<bool> {
        self.typed.with(|typed| draft::ticked(typed.as_ref()?, list, value))
    }

    /// Whether something was typed before: a box that is missing from it was not ticked; tracked.
    pub(in crate::ui) fn was_typed(self) -> bool {
        self.typed.with(Option::is_some)
    }

    /// What is said above the button.
    pub(super) fn verdict(self) -> Option<AnyView> {
        if self.is_incomplete.get() {
            let words = "You were signed out before this was sent. Type the password again and send it once more.";
            return Some(view! { <Notice tone=Tone::Warning>{words}</Notice> }.into_any());
        }
        match self.outcome.get()? {
            Ok(()) => {
                self.done.map(|done| view! { <Notice tone=Tone::Good focus=self.is_back>{done}</Notice> }.into_any())
            }
            // It has been put right since.
            Err(AppError::Invalid { .. }) if self.checked.with(|found| matches!(found, Some(Ok(())))) => None,
            // Without scripts the page comes back with what was typed once the password is.
            Err(AppError::ReauthenticationRequired) if !Reauthentication::expect().is_due() => {
                let words = "Your password is confirmed. Nothing was sent yet: send it now.";
                Some(view! { <Notice tone=Tone::Good>{words}</Notice> }.into_any())
            }
            Err(error) => {
                let words = error.to_string();
                let reauthentication = Reauthentication::expect();
                // Where there are no scripts, a page asks for it instead.
                let way = (error == AppError::ReauthenticationRequired).then(|| {
                    let location = use_location();
                    let here = here(&location.pathname.get_untracked(), &location.search.get_untracked());
                    let here: String = form_urlencoded::byte_serialize(here.as_bytes()).collect();
                    view! { " " <a href=format!("{}?next={here}", reauthentication.page())>"Type the password"</a> }
                });
                Some(view! { <Notice tone=Tone::Bad focus=self.is_back>{words}{way}</Notice> }.into_any())
            }
        }
    }
}

/// What is wrong with a field of the form around; tracked.
pub fn problem_at(field: &'static str) -> impl Fn() -> Option<Problem> + Copy + 'static {
    let state = FormState::expect();
    move || state.problem(field)
}

/// What the form around was refused with, as a whole; tracked.
pub fn error_of_form() -> impl Fn() -> Option<AppError> + Copy + 'static {
    let state = FormState::expect();
    move || state.error()
}

/// The id of a field of the form around.
pub fn field_id(field: &str) -> String {
    FormState::expect().id(field)
}

/// Whether the form around shows what was typed into it before.
pub fn was_typed_before() -> bool {
    untrack(|| FormState::expect().was_typed())
}

/// What stands in another field of the form around, read when it is called; only in a browser.
pub fn sibling_value(field: &'static str) -> impl Fn() -> String + Clone + 'static {
    let id = FormState::expect().id(field);
    move || browser::input_value(&id)
}
