//! Calls that were refused and are made again: once the password is typed, or its person is back.

use leptos::{html, prelude::*};

use crate::{
    error::AppError,
    ui::{draft::Drafts, reauthentication::Reauthentication},
};

/// Asks for the password where the call was refused for want of it, and then makes the call again.
pub(super) fn repeat_when_allowed(
    answered: Signal<Option<Result<(), AppError>>>,
    clear: Callback<()>,
    send: impl Fn() + Copy + Send + Sync + 'static,
) {
    let reauthentication = Reauthentication::expect();
    Effect::new(move || {
        if answered.with(|answer| matches!(answer, Some(Err(AppError::ReauthenticationRequired)))) {
            reauthentication.ask(send, move || clear.run(()));
        }
    });
}

/// Remembers a call that was refused because the session had ended, and makes it again when its person has
/// signed in.
pub(super) fn repeat_when_back(
    is_refused: impl Fn() -> bool + 'static,
    form: NodeRef<html::Form>,
    draft: StoredValue<String>,
    send: impl Fn() + Copy + 'static,
) {
    let drafts = Drafts::expect();
    Effect::new(move || {
        if is_refused() {
            draft.with_value(|draft| drafts.refuse(draft));
        }
    });
    Effect::new(move || {
        if form.get().is_some() && draft.with_value(|draft| drafts.resume(draft)) {
            request_animation_frame(send);
        }
    });
}
