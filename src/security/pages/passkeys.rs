//! The passkeys of one's own account, on `/account/security`.

use leptos::{prelude::*, server_fn::ServerFn};

use crate::{
    access::Current,
    error::FormFlash,
    factor::{PASSKEY_NAME_MAX, Passkey, Passkeys},
    reactive::{dynamic, effect},
    security::{AddPasskey, NamePasskey, RemovePasskey, challenge_new_passkey, list_passkeys},
    texts::security as t,
    ui::{Ago, Ceremony, FailedToLoad, Field, Form, Glyph, Hidden, PasskeyButton, Submit, Toasts, Verdict, browser},
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
    let Passkeys { domain, handle, passkeys } = passkeys;
    if let Some(domain) = domain {
        let known: Vec<String> = passkeys.iter().map(|passkey| passkey.credential_id.clone()).collect();
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
            {passkeys.into_iter().map(|passkey| view! { <Row passkey/> }).collect_view()}
        </ul>
    }
    .into_any()
}

/// Adds a passkey, on this device or another.
#[component]
fn Add(add: ServerAction<AddPasskey>) -> impl IntoView {
    let can = RwSignal::new(None);
    effect(move || can.set(Some(browser::can_use_passkeys())));
    let words = move || match can.get() {
        // Without JavaScript, it stays like this.
        None => Some(t::passkeys_script()),
        Some(false) => Some(t::passkeys_not_here()),
        Some(true) => None,
    };
    view! {
        <Form action=add class="card-body stack stack-s" resumes=false done=t::passkey_added()>
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
fn Row(passkey: Passkey) -> impl IntoView {
    let title = passkey.title();
    let Passkey { id, name, device, added_at, last_used_at, .. } = passkey;
    let added_in = (!name.is_empty()).then(|| device.to_string());
    let words = match last_used_at {
        Some(used) => t::added_and_used(view! { <Ago at=added_at/> }, view! { <Ago at=used/> }).into_any(),
        None => t::added(view! { <Ago at=added_at/> }).into_any(),
    };
    view! {
        <li>
            <Glyph name="fingerprint"/>
            <div class="what">
                <h3>{title.clone()}</h3>
                <p class="dots">{added_in.map(|device| view! { <span>{device}</span> })} <span>{words}</span></p>
            </div>
            <div class="does cluster">
                <Name id=id.clone() now=name device=device.to_string() title=title.clone()/>
                <Remove id title/>
            </div>
        </li>
    }
}

#[component]
fn Name(id: String, now: String, device: String, title: String) -> impl IntoView {
    let name = ServerAction::<NamePasskey>::new();
    Current::expect().refresh_after(name);
    say_when_done(name, t::passkey_renamed);
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
fn Remove(id: String, title: String) -> impl IntoView {
    let remove = ServerAction::<RemovePasskey>::new();
    Current::expect().refresh_after(remove);
    say_when_done(remove, t::passkey_removed);
    let failed = is_failed(RemovePasskey::PATH, &id);
    view! {
        <details class="pick" name="rename" open=failed>
            <summary class="btn quiet s" aria-label=t::remove_passkey(&title)>{t::remove()}</summary>
            <div class="menu panel">
                <Form action=remove class="stack stack-s" of=id.clone()>
                    <p class="small">{t::remove_passkey_words()}</p>
                    <Hidden name="id" value=id/>
                    <div class="cluster"><Submit class="btn solid s">{t::remove_passkey_submit()}</Submit></div>
                </Form>
            </div>
        </details>
    }
}

/// Says it in a toast, because the row is about to be replaced.
fn say_when_done<F>(action: ServerAction<F>, words: fn() -> String)
where
    F: ServerFn<Output = ()> + Clone + Send + Sync + 'static,
    F::Error: Clone + Send + Sync + 'static,
{
    let toasts = Toasts::expect();
    effect(move || {
        if matches!(action.value().get(), Some(Ok(()))) {
            toasts.say(words());
        }
    });
}

/// Without JavaScript, a form whose post has failed is open, so that the error is visible.
fn is_failed(function: &str, id: &str) -> bool {
    FormFlash::to(function)
        .is_some_and(|posted| posted.error.is_some() && posted.values.get("id").is_some_and(|posted| posted == id))
}
