//! Repeats rejected calls: after reauthentication, or after signing in again.

use leptos::{html, prelude::*};

use crate::{
    error::AppError,
    reactive::effect,
    ui::{draft::Drafts, reauthentication::Reauthentication},
};

/// Asks for the password if the call requires reauthentication, and then repeats the call.
pub(super) fn repeat_when_allowed(
    answered: Signal<Option<Result<(), AppError>>>,
    clear: Callback<()>,
    send: impl Fn() + Copy + Send + Sync + 'static,
) {
    let reauthentication = Reauthentication::expect();
    effect(move || {
        if answered.with(|answer| matches!(answer, Some(Err(AppError::ReauthenticationRequired)))) {
            reauthentication.ask(send, move || clear.run(()));
        }
    });
}

/// Repeats a call that was rejected because the session had ended, after the person has signed in again.
pub(super) fn repeat_when_back(
    form: NodeRef<html::Form>,
    draft: StoredValue<String>,
    send: impl Fn() + Copy + 'static,
) {
    let drafts = Drafts::expect();
    effect(move || {
        if form.get().is_some() && draft.with_value(|draft| drafts.resume(draft)) {
            request_animation_frame(send);
        }
    });
}
