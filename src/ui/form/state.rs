//! The state of a form, as its fields see it, and functions with which pages read it.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::{
    error::{AppError, Problem},
    texts::ui as t,
    ui::{
        Notice, Tone, browser,
        draft::{self, Typed},
        query::here,
        reauthentication::Reauthentication,
    },
};

/// The state of a form, as its fields see it.
#[derive(Clone, Copy)]
pub(in crate::ui) struct FormState {
    pub(super) outcome: Memo<Option<Result<(), AppError>>>,
    /// The result of validating the values before sending.
    pub(super) checked: Checked,
    pub(super) done: StoredValue<Option<String>>,
    pub(super) pending: Memo<bool>,
    /// Values typed earlier: into a plain post that failed, or before the session ended.
    pub(super) typed: RwSignal<Option<Typed>>,
    /// The call was rejected and cannot be repeated without the password.
    pub(super) is_incomplete: RwSignal<bool>,
    /// The page was loaded to show the result of this form, so it focuses the form instead of its top.
    pub(super) is_back: bool,
    pub(super) name: StoredValue<String>,
}

/// The result of validating values that have not been sent.
pub(super) type Checked = Signal<Option<Result<(), AppError>>>;

impl FormState {
    pub(in crate::ui) fn expect() -> Self {
        expect_context()
    }

    /// The ID of a field's input; unique on the page.
    pub(in crate::ui) fn id(self, field: &str) -> String {
        self.name.with_value(|name| format!("{name}-{field}"))
    }

    /// The error of the whole form; tracked.
    pub(in crate::ui) fn error(self) -> Option<AppError> {
        self.outcome.with(|outcome| outcome.as_ref()?.as_ref().err().cloned())
    }

    /// The problem of a field; tracked.
    pub(in crate::ui) fn problem(self, field: &str) -> Option<Problem> {
        if let Some(checked) = self.checked.get() {
            return checked.err().and_then(|error| error.at(field).cloned());
        }
        self.outcome.with(|outcome| match outcome {
            Some(Err(error)) => error.at(field).cloned(),
            _ => None,
        })
    }

    /// Whether a page that was loaded to show a field's problem focuses that field.
    pub(in crate::ui) fn takes_focus(self, field: &str) -> bool {
        self.is_back && untrack(|| self.problem(field).is_some())
    }

    /// The value typed into a field earlier; tracked.
    pub(in crate::ui) fn typed(self, field: &str) -> Option<String> {
        self.typed.with(|typed| draft::touched(typed.as_ref()?, field))
    }

    /// The values typed earlier into two fields that make one value, if either was changed; tracked.
    pub(in crate::ui) fn typed_pair(self, one: &str, other: &str) -> Option<(String, String)> {
        self.typed.with(|typed| draft::touched_pair(typed.as_ref()?, one, other))
    }

    /// Whether a checkbox of a list was ticked earlier; tracked.
    pub(in crate::ui) fn ticked(self, list: &str, value: &str) -> Option<bool> {
        self.typed.with(|typed| draft::ticked(typed.as_ref()?, list, value))
    }

    /// Whether there are values typed earlier (a checkbox missing from them was not ticked); tracked.
    pub(in crate::ui) fn was_typed(self) -> bool {
        self.typed.with(Option::is_some)
    }

    /// The message above the button.
    pub(super) fn verdict(self) -> Option<AnyView> {
        if self.is_incomplete.get() {
            return Some(view! { <Notice tone=Tone::Warning>{t::signed_out_before_sending()}</Notice> }.into_any());
        }
        match self.outcome.get()? {
            Ok(()) => self
                .done
                .get_value()
                .map(|done| view! { <Notice tone=Tone::Good focus=self.is_back>{done}</Notice> }.into_any()),
            // It has been corrected since.
            Err(AppError::Invalid { .. }) if self.checked.with(|found| matches!(found, Some(Ok(())))) => None,
            // Without JavaScript, the page returns with the typed values after reauthentication.
            Err(AppError::ReauthenticationRequired) if !Reauthentication::expect().is_due() => {
                Some(view! { <Notice tone=Tone::Good>{t::password_confirmed()}</Notice> }.into_any())
            }
            Err(error) => {
                let words = error.to_string();
                let reauthentication = Reauthentication::expect();
                // Without JavaScript, a separate page asks for the password.
                let way = (error == AppError::ReauthenticationRequired).then(|| {
                    let location = use_location();
                    let here = here(&location.pathname.get_untracked(), &location.search.get_untracked());
                    let here: String = form_urlencoded::byte_serialize(here.as_bytes()).collect();
                    view! { " " <a href=format!("{}?next={here}", reauthentication.page())>{t::enter_password()}</a> }
                });
                Some(view! { <Notice tone=Tone::Bad focus=self.is_back>{words}{way}</Notice> }.into_any())
            }
        }
    }
}

/// The problem of a field of the enclosing form; tracked.
pub fn problem_at(field: &'static str) -> impl Fn() -> Option<Problem> + Copy + 'static {
    let state = FormState::expect();
    move || state.problem(field)
}

/// The error of the enclosing form as a whole; tracked.
pub fn error_of_form() -> impl Fn() -> Option<AppError> + Copy + 'static {
    let state = FormState::expect();
    move || state.error()
}

/// The ID of a field of the enclosing form.
pub fn field_id(field: &str) -> String {
    FormState::expect().id(field)
}

/// Whether the enclosing form shows values typed earlier.
pub fn was_typed_before() -> bool {
    untrack(|| FormState::expect().was_typed())
}

/// The value of another field of the enclosing form, read when called; only in a browser.
pub fn sibling_value(field: &'static str) -> impl Fn() -> String + Clone + 'static {
    let id = FormState::expect().id(field);
    move || browser::input_value(&id)
}
