//! The rows of passkeys and security keys on `/account/security`.

use leptos::{prelude::*, server_fn::ServerFn};

use crate::{
    access::Current,
    error::FormFlash,
    factor::{PASSKEY_NAME_MAX, Passkey},
    reactive::effect,
    security::{NamePasskey, RemovePasskey, RemoveSecurityKey},
    texts::security as t,
    ui::{Ago, Field, Form, Glyph, Hidden, Submit, Toasts},
};

/// The row of a passkey or security key.
#[component]
pub(super) fn KeyRow(
    key: Passkey,
    /// Whether it is a security key.
    #[prop(optional)]
    is_security_key: bool,
) -> impl IntoView {
    let title = key.title();
    let Passkey { id, name, device, added_at, last_used_at, .. } = key;
    let added_in = (!name.is_empty()).then(|| device.to_string());
    let words = match last_used_at {
        Some(used) => t::added_and_used(view! { <Ago at=added_at/> }, view! { <Ago at=used/> }).into_any(),
        None => t::added(view! { <Ago at=added_at/> }).into_any(),
    };
    let icon = if is_security_key { "key-round" } else { "fingerprint" };
    view! {
        <li>
            <Glyph name=icon/>
            <div class="what">
                <h3>{title.clone()}</h3>
                <p class="dots">{added_in.map(|device| view! { <span>{device}</span> })} <span>{words}</span></p>
            </div>
            <div class="does cluster">
                <Name id=id.clone() now=name device=device.to_string() title=title.clone()/>
                {if is_security_key {
                    let remove = Remove {
                        path: RemoveSecurityKey::PATH,
                        words: t::remove_key_words,
                        submit: t::remove_key_submit,
                        done: t::key_removed,
                    };
                    remove.view(ServerAction::<RemoveSecurityKey>::new(), id, title).into_any()
                } else {
                    let remove = Remove {
                        path: RemovePasskey::PATH,
                        words: t::remove_passkey_words,
                        submit: t::remove_passkey_submit,
                        done: t::passkey_removed,
                    };
                    remove.view(ServerAction::<RemovePasskey>::new(), id, title).into_any()
                }}
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

/// The form that removes one. It asks first, because the other devices are signed out.
struct Remove {
    /// The path of the server function.
    path: &'static str,
    words: fn() -> String,
    submit: fn() -> String,
    done: fn() -> String,
}

impl Remove {
    fn view<F>(self, action: ServerAction<F>, id: String, title: String) -> impl IntoView + use<F>
    where
        F: ServerFn<Output = (), Error = crate::error::AppError>
            + serde::de::DeserializeOwned
            + Clone
            + Send
            + Sync
            + 'static,
    {
        Current::expect().refresh_after(action);
        say_when_done(action, self.done);
        let failed = is_failed(self.path, &id);
        view! {
            <details class="pick" name="rename" open=failed>
                <summary class="btn quiet s" aria-label=t::remove_passkey(&title)>{t::remove()}</summary>
                <div class="menu panel">
                    <Form action=action class="stack stack-s" of=id.clone()>
                        <p class="small">{(self.words)()}</p>
                        <Hidden name="id" value=id/>
                        <div class="cluster"><Submit class="btn solid s">{(self.submit)()}</Submit></div>
                    </Form>
                </div>
            </details>
        }
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
