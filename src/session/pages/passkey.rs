//! Signing in, completing a sign-in and reauthenticating with a passkey.

use leptos::prelude::*;

use crate::{
    access::{Current, Due, Principal},
    error::AppError,
    reactive::memo,
    session::challenge_passkey,
    texts::session as t,
    ui::{Ceremony, PasskeyButton, part_of_form},
};

/// The button on the sign-in form. Browsers also offer passkeys among the suggestions of the username field.
#[component]
pub(super) fn SignInWithPasskey() -> impl IntoView {
    view! {
        <PasskeyButton challenge=|| Box::pin(challenge()) ceremony=Ceremony::Get autofill=true label=t::sign_in_passkey()/>
    }
}

/// The button on other forms, for people whose account has passkeys or security keys. It is the form's main button if they
/// are what the person confirms with, and not a password or the code of an app.
#[component]
pub(super) fn UsePasskey(#[prop(optional)] large: bool) -> impl IntoView {
    let current = Current::expect();
    let keys = memo(move |_| current.with(|principal| (principal.has_passkeys(), principal.has_security_keys())));
    let is_main = memo(move |_| current.with(comes_first));
    part_of_form(move || {
        let label = match keys.get() {
            (false, false) => return None,
            (true, false) => t::use_passkey(),
            (false, true) => t::use_key(),
            (true, true) => t::use_passkey_or_key(),
        };
        let is_key = keys.get() == (false, true);
        let class = match (is_main.get(), large) {
            (true, true) => "btn primary l",
            (true, false) => "btn primary",
            (false, true) => "btn l",
            (false, false) => "btn",
        };
        Some(view! { <PasskeyButton challenge=|| Box::pin(challenge()) ceremony=Ceremony::Get class is_key label/> })
    })
}

fn comes_first(principal: &Principal) -> bool {
    match principal {
        Principal::Member(member) => !member.has_authenticator && (member.second_factor || member.passwordless),
        Principal::Challenged(challenge) => !challenge.has_authenticator && challenge.due == Due::SecondFactor,
        _ => false,
    }
}

async fn challenge() -> Result<(String, String), AppError> {
    let challenge = challenge_passkey().await?.ok_or_else(|| AppError::rejected(t::no_passkey_left()))?;
    Ok((challenge.token, challenge.options))
}
