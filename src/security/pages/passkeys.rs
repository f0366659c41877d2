//! The passkeys of one's own account, on `/account/security`.

use leptos::prelude::*;

use super::keys::KeyRow;
use crate::{
    access::Current,
    factor::Passkeys,
    reactive::effect,
    security::{AddPasskey, challenge_new_passkey, list_passkeys},
    texts::security as t,
    ui::{Ceremony, FailedToLoad, Form, NoPasskeyButton, PasskeyButton, Verdict, browser},
};

/// The card.
#[component]
pub(super) fn PasskeysCard() -> impl IntoView {
    let current = Current::expect();
    let add = ServerAction::<AddPasskey>::new();
    current.refresh_after(add);
    let passkeys = Resource::new_blocking(move || current.changes(), |_| list_passkeys());
    let shown = move || {
        Suspend::new(async move {
            match passkeys.await {
                Ok(passkeys) => view! { <List passkeys add/> }.into_any(),
                Err(error) => view! { <div class="card-body"><FailedToLoad error/></div> }.into_any(),
            }
        })
    };
    view! {
        <section class="card" aria-labelledby="passkeys">
            <header class="card-head">
                <div><h2 id="passkeys">{t::passkeys()}</h2><p>{t::passkeys_about()}</p></div>
            </header>
            <Transition fallback=|| view! { <div class="card-body"><div class="bone"></div></div> }>{shown}</Transition>
            // Apart from the list, which is loaded again in the middle of adding one.
            <Add add/>
        </section>
    }
}

#[component]
fn List(passkeys: Passkeys, add: ServerAction<AddPasskey>) -> impl IntoView {
    let Passkeys { domain, handle, passkeys, security_keys } = passkeys;
    if let Some(domain) = domain {
        // Security keys belong to the same account: a device would forget one that is not in this list.
        let all = passkeys.iter().chain(&security_keys);
        let known: Vec<String> = all.map(|passkey| passkey.credential_id.clone()).collect();
        effect(move || {
            // Then the device no longer offers those that were removed. One that is being added is not in this list.
            if browser::can_use_passkeys() && !add.pending().get_untracked() {
                browser::list_passkeys(&domain, &handle, known.clone());
            }
        });
    }
    if passkeys.is_empty() {
        return view! { <div class="card-body"><p class="muted">{t::passkeys_none()}</p></div> }.into_any();
    }
    view! {
        <ul class="rows">
            {passkeys.into_iter().map(|passkey| view! { <KeyRow key=passkey/> }).collect_view()}
        </ul>
    }
    .into_any()
}

/// Adds a passkey, on this device or another.
#[component]
fn Add(add: ServerAction<AddPasskey>) -> impl IntoView {
    view! {
        <Form action=add class="card-body stack stack-s" resumes=false done=t::passkey_added()>
            <NoPasskeyButton needs_script=t::passkeys_script not_here=t::passkeys_not_here/>
            <Verdict/>
            <div>
                <PasskeyButton
                    challenge=|| Box::pin(async { challenge_new_passkey().await.map(|new| (new.token, new.options)) })
                    ceremony=Ceremony::Create
                    class="btn s"
                    label=t::add_passkey()
                />
            </div>
        </Form>
    }
}
