//! Signing in, completing a sign-in and reauthenticating with a passkey.

use leptos::prelude::*;

use crate::{
    access::{Current, Principal},
    error::AppError,
    reactive::{dynamic, memo},
    session::challenge_passkey,
    texts::session as t,
    ui::{Ceremony, PasskeyButton},
};

/// The button on the sign-in form. Browsers also offer passkeys among the suggestions of the username field.
#[component]
pub(super) fn SignInWithPasskey() -> impl IntoView {
    view! {
        <PasskeyButton challenge=|| Box::pin(challenge()) ceremony=Ceremony::Get autofill=true label=t::sign_in_passkey()/>
    }
}

/// The button on other forms, for people whose account has passkeys.
#[component]
pub(super) fn UsePasskey(#[prop(default = "btn l")] class: &'static str) -> impl IntoView {
    let current = Current::expect();
    let has_passkeys = memo(move |_| current.with(Principal::has_passkeys));
    dynamic(move || {
        has_passkeys.get().then(|| {
            view! {
                <PasskeyButton challenge=|| Box::pin(challenge()) ceremony=Ceremony::Get class label=t::use_passkey()/>
            }
        })
    })
}

async fn challenge() -> Result<(String, String), AppError> {
    let challenge = challenge_passkey().await?.ok_or_else(|| AppError::rejected(t::no_passkey_left()))?;
    Ok((challenge.token, challenge.options))
}
