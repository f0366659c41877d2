//! `/account/security/authenticator`: setting up an authenticator app.

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::components::A;

use super::codes::Codes;
use crate::{
    access::Current,
    account::pages::{AccountPage, OwnOnly},
    error::{AppError, FormFlash},
    factor::{CODE_MAX, NewAuthenticator, QrCode},
    reactive::{dynamic, memo},
    security::{BeginAuthenticator, ConfirmAuthenticator, NewRecoveryCodes, show_new_authenticator},
    session::pages::SignInAgainForm,
    texts::security as t,
    ui::{FailedToLoad, Field, Form, LiveTitle, Submit},
};

/// The page.
#[component]
pub fn SetUpAuthenticator() -> impl IntoView {
    let confirm = ServerAction::<ConfirmAuthenticator>::new();
    Current::expect().refresh_after(confirm);
    let posted = StoredValue::new(FormFlash::answer::<NewRecoveryCodes>(ConfirmAuthenticator::PATH));
    let made = memo(move |_| match confirm.value().get() {
        Some(answer) => answer.ok(),
        None => posted.get_value(),
    });
    let title = memo(move |_| if made.with(Option::is_some) { t::turned_on() } else { t::set_up_title() });
    let about = move || if made.with(Option::is_some) { t::turned_on_about() } else { t::set_up_about() };
    let steps = move || match made.get() {
        Some(made) => view! { <Done made/> }.into_any(),
        None => view! { <Pending confirm/> }.into_any(),
    };
    view! {
        <LiveTitle text=title/>
        <AccountPage>
            <header class="head"><div><h1>{title}</h1><p>{dynamic(about)}</p></div></header>
            // The steps or, once they are done, the recovery codes.
            <OwnOnly what=t::owner_only()>{dynamic(steps)}</OwnOnly>
        </AccountPage>
    }
}

#[component]
fn Pending(confirm: ServerAction<ConfirmAuthenticator>) -> impl IntoView {
    let current = Current::expect();
    let begin = ServerAction::<BeginAuthenticator>::new();
    current.watch(begin);
    let session = memo(move |_| current.member(|member| member.session.signed_in_at));
    let new = Resource::new_blocking(move || (session.get(), begin.version().get()), |_| show_new_authenticator());
    let shown = move || {
        Suspend::new(async move {
            match new.await {
                Ok(Some(new)) => view! { <Scan new confirm/> }.into_any(),
                Ok(None) => view! { <Begin begin/> }.into_any(),
                Err(AppError::ReauthenticationRequired) => view! { <SignInAgainForm purpose=t::purpose()/> }.into_any(),
                Err(error) => view! { <FailedToLoad error/> }.into_any(),
            }
        })
    };
    view! { <Transition fallback=|| view! { <div class="bone"></div> }>{shown}</Transition> }
}

/// Nothing has been begun, or too long ago.
#[component]
fn Begin(begin: ServerAction<BeginAuthenticator>) -> impl IntoView {
    view! {
        <Form action=begin class="stack" next="/account/security/authenticator">
            <p>{t::not_begun()}</p>
            <div><Submit class="btn primary">{t::set_up()}</Submit></div>
        </Form>
    }
}

#[component]
fn Scan(new: NewAuthenticator, confirm: ServerAction<ConfirmAuthenticator>) -> impl IntoView {
    let NewAuthenticator { secret, address, qr } = new;
    view! {
        <section class="card" aria-labelledby="scan">
            <header class="card-head"><div><h2 id="scan">{t::scan()}</h2><p>{t::scan_words()}</p></div></header>
            <div class="card-body cluster">
                <Qr qr/>
                <div class="stack stack-s">
                    <p>{t::no_camera()}</p>
                    <code class="handed mono">{secret}</code>
                    <p><a class="link" href=address rel="external">{t::open_app()}</a></p>
                </div>
            </div>
        </section>
        <section class="card" aria-labelledby="enter">
            <header class="card-head"><div><h2 id="enter">{t::enter()}</h2><p>{t::enter_words()}</p></div></header>
            <Form action=confirm class="card-body stack">
                <Field name="code" label=t::code() autocomplete="one-time-code" max=CODE_MAX/>
                <div class="cluster">
                    <Submit class="btn primary">{t::turn_on()}</Submit>
                    <A href="/account/security" attr:class="btn quiet">{t::cancel()}</A>
                </div>
            </Form>
        </section>
    }
}

#[component]
fn Qr(qr: QrCode) -> impl IntoView {
    // A margin of four modules, as scanners need it.
    let size = qr.size + 8;
    view! {
        <svg class="qr" viewBox=format!("-4 -4 {size} {size}") role="img" aria-label=t::qr()>
            <rect x="-4" y="-4" width=size height=size/>
            <path d=qr.path/>
        </svg>
    }
}

#[component]
fn Done(made: NewRecoveryCodes) -> impl IntoView {
    view! {
        <Codes codes=made.codes/>
        <p><A href="/account/security" attr:class="btn primary">{t::done()}</A></p>
    }
}
