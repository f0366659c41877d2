//! The security keys of one's own account, on `/account/security`.

use leptos::prelude::*;

use super::{codes::Codes, keys::KeyRow};
use crate::{
    access::Current,
    factor::Passkey,
    reactive::dynamic,
    security::{AddSecurityKey, challenge_new_security_key, list_passkeys},
    texts::security as t,
    ui::{Ceremony, FailedToLoad, Form, NoPasskeyButton, PasskeyButton, Verdict},
};

/// The card.
#[component]
pub(super) fn SecurityKeysCard() -> impl IntoView {
    let current = Current::expect();
    let add = ServerAction::<AddSecurityKey>::new();
    current.refresh_after(add);
    let keys = Resource::new_blocking(move || current.changes(), |_| list_passkeys());
    let shown = move || {
        Suspend::new(async move {
            match keys.await {
                Ok(keys) => list(keys.security_keys),
                Err(error) => view! { <div class="card-body"><FailedToLoad error/></div> }.into_any(),
            }
        })
    };
    // The first key comes with recovery codes.
    let new = move || add.value().get().and_then(Result::ok).map(|new| new.codes).filter(|codes| !codes.is_empty());
    view! {
        <div class="outcome" aria-live="polite">{dynamic(move || new().map(|codes| view! { <Codes codes/> }))}</div>
        <section class="card" aria-labelledby="security-keys">
            <header class="card-head">
                <div><h2 id="security-keys">{t::security_keys()}</h2><p>{t::security_keys_about()}</p></div>
            </header>
            <Transition fallback=|| view! { <div class="card-body"><div class="bone"></div></div> }>{shown}</Transition>
            // Apart from the list, which is loaded again in the middle of adding one.
            <Form action=add class="card-body stack stack-s" resumes=false done=t::key_added()>
                <NoPasskeyButton needs_script=t::keys_script not_here=t::passkeys_not_here/>
                <Verdict/>
                <div>
                    <PasskeyButton
                        challenge=|| Box::pin(async { challenge_new_security_key().await.map(|new| (new.token, new.options)) })
                        ceremony=Ceremony::Create
                        is_key=true
                        class="btn s"
                        label=t::add_key()
                    />
                </div>
            </Form>
        </section>
    }
}

fn list(keys: Vec<Passkey>) -> AnyView {
    if keys.is_empty() {
        return view! { <div class="card-body"><p class="muted">{t::keys_none()}</p></div> }.into_any();
    }
    view! {
        <ul class="rows">{keys.into_iter().map(|key| view! { <KeyRow key is_security_key=true/> }).collect_view()}</ul>
    }
    .into_any()
}
