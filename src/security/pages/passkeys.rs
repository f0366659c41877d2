//! The passkeys of one's own account, on `/account/security`.

use leptos::{prelude::*, server_fn::ServerFn};

use crate::{
    access::Current,
    error::FormFlash,
    factor::{MOST_PASSKEYS, PASSKEY_NAME_MAX, Passkey, Passkeys},
    reactive::{dynamic, effect},
    security::{AddPasskey, NamePasskey, RemovePasskey, challenge_new_passkey, list_passkeys},
    texts::security as t,
    ui::{Ago, Ceremony, FailedToLoad, Field, Form, Glyph, Hidden, PasskeyButton, Submit, Toasts, Verdict, browser},
};

/// The card.
#[component]
pub(super) fn PasskeysCard() -> impl IntoView {
    let current = Current::expect();
    let (add, name) = (ServerAction::<AddPasskey>::new(), ServerAction::<NamePasskey>::new());
    let remove = ServerAction::<RemovePasskey>::new();
    current.refresh_after(add);
    current.refresh_after(name);
    current.refresh_after(remove);
    let toasts = Toasts::expect();
    effect(move || {
        if matches!(name.value().get(), Some(Ok(()))) {
            toasts.say(t::passkey_renamed());
        }
    });
    effect(move || {
        if matches!(remove.value().get(), Some(Ok(()))) {
            toasts.say(t::passkey_removed());
        }
    });
    let passkeys = Resource::new_blocking(move || current.changes(), |_| list_passkeys());
    let shown = move || {
        Suspend::new(async move {
            match passkeys.await {
                Ok(passkeys) => view! { <List passkeys add name remove/> }.into_any(),
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
        </section>
    }
}

#[component]
fn List(
    passkeys: Passkeys,
    add: ServerAction<AddPasskey>,
    name: ServerAction<NamePasskey>,
    remove: ServerAction<RemovePasskey>,
) -> impl IntoView {
    let Passkeys { domain, handle, passkeys } = passkeys;
    if let Some(domain) = domain.clone() {
        let known: Vec<String> = passkeys.iter().map(|passkey| passkey.credential_id.clone()).collect();
        // Then the device no longer offers those that were removed.
        effect(move || browser::list_passkeys(&domain, &handle, known.clone()));
    }
    let (count, is_possible) = (passkeys.len(), domain.is_some());
    view! {
        {(count > 0).then(|| view! {
            <ul class="rows">
                {passkeys.into_iter().map(|passkey| view! { <Row passkey name remove/> }).collect_view()}
            </ul>
        })}
        {if count >= MOST_PASSKEYS {
            view! { <div class="card-body"><p class="muted">{t::passkeys_full(MOST_PASSKEYS)}</p></div> }.into_any()
        } else if is_possible {
            view! { <Add add is_first={count == 0}/> }.into_any()
        } else {
            view! { <div class="card-body"><p class="muted">{t::passkeys_nowhere()}</p></div> }.into_any()
        }}
    }
}

/// Adds a passkey, on this device or another.
#[component]
fn Add(add: ServerAction<AddPasskey>, is_first: bool) -> impl IntoView {
    let can = RwSignal::new(None);
    effect(move || can.set(Some(browser::can_use_passkeys())));
    let words = move || match can.get() {
        // Without JavaScript, it stays like this.
        None => Some(t::passkeys_script()),
        Some(false) => Some(t::passkeys_not_here()),
        Some(true) if is_first => Some(t::passkeys_none()),
        Some(true) => None,
    };
    view! {
        <Form action=add class="card-body stack stack-s" done=t::passkey_added()>
            {dynamic(move || words().map(|words| view! { <p class="muted">{words}</p> }))}
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

#[component]
fn Row(passkey: Passkey, name: ServerAction<NamePasskey>, remove: ServerAction<RemovePasskey>) -> impl IntoView {
    let title = passkey.title();
    let Passkey { id, name: now, device, added_at, last_used_at, .. } = passkey;
    let added = (!now.is_empty()).then(|| device.to_string());
    let words = match last_used_at {
        Some(used) => t::added_and_used(view! { <Ago at=added_at/> }, view! { <Ago at=used/> }).into_any(),
        None => t::added(view! { <Ago at=added_at/> }).into_any(),
    };
    view! {
        <li>
            <Glyph name="fingerprint"/>
            <div class="what">
                <h3>{title.clone()}</h3>
                <p class="dots">{added.map(|device| view! { <span>{device}</span> })} <span>{words}</span></p>
            </div>
            <div class="does cluster">
                <Name id=id.clone() now device=device.to_string() title=title.clone() name/>
                <Remove id title remove/>
            </div>
        </li>
    }
}

#[component]
fn Name(id: String, now: String, device: String, title: String, name: ServerAction<NamePasskey>) -> impl IntoView {
    let failed = is_failed(NamePasskey::PATH, &id);
    view! {
        <details class="pick rename" name="rename" open=failed>
            <summary class="btn quiet s" aria-label=t::rename_passkey(&title)>{t::rename()}</summary>
            <Form action=name class="" of=id.clone()>
                <Hidden name="id" value=id/>
                <Field name="name" label=t::passkey_name() value=now placeholder=device max=PASSKEY_NAME_MAX/>
                <Submit class="btn primary s">{t::save()}</Submit>
            </Form>
        </details>
    }
}

/// Asks first, because the other devices are signed out.
#[component]
fn Remove(id: String, title: String, remove: ServerAction<RemovePasskey>) -> impl IntoView {
    let failed = is_failed(RemovePasskey::PATH, &id);
    view! {
        <details class="pick" name="rename" open=failed>
            <summary class="btn quiet s" aria-label=t::remove_passkey(&title)>{t::remove()}</summary>
            <Form action=remove class="stack stack-s" of=id.clone()>
                <Hidden name="id" value=id/>
                <p>{t::remove_passkey_words()}</p>
                <Submit class="btn danger s">{t::remove_passkey_submit()}</Submit>
            </Form>
        </details>
    }
}

/// Without JavaScript, a form whose post has failed is open, so that the error is visible.
fn is_failed(function: &str, id: &str) -> bool {
    FormFlash::to(function)
        .is_some_and(|posted| posted.error.is_some() && posted.values.get("id").is_some_and(|posted| posted == id))
}
