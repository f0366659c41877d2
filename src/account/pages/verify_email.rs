//! `/verify-email`: what a verification link opens. Opening it changes nothing, so that programs which fetch every link of
//! a message do not use it up.

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::components::A;

use crate::{
    access::Current,
    account::{EmailLink, VerifyEmail, check_email_link},
    error::FormFlash,
    reactive::{dynamic, memo},
    texts::account as t,
    ui::{FailedToLoad, Form, Hidden, Notice, Submit, TallPass, Tone, use_query},
};

/// The page.
#[component]
pub fn VerifyEmailPage() -> impl IntoView {
    let token = use_query("token").get_untracked();
    let verify = ServerAction::<VerifyEmail>::new();
    Current::expect().watch(verify);
    let done_plainly = FormFlash::to(VerifyEmail::PATH).is_some_and(|posted| posted.error.is_none());
    let done = memo(move |_| done_plainly || matches!(verify.value().get(), Some(Ok(()))));
    let checked = {
        let token = token.clone();
        Resource::new_blocking(|| (), move |()| check_email_link(token.clone()))
    };
    let page = move || {
        let token = token.clone();
        Suspend::new(async move {
            match checked.await {
                Ok(link) => view! { <VerifyForm verify token link/> }.into_any(),
                Err(error) => view! { <FailedToLoad error/> }.into_any(),
            }
        })
    };
    view! {
        <Title text=t::verify_title()/>
        {dynamic(move || {
            let page = page.clone();
            if done.get() {
                view! { <Verified/> }.into_any()
            } else {
                view! { <Suspense>{page}</Suspense> }.into_any()
            }
        })}
    }
}

#[component]
fn VerifyForm(verify: ServerAction<VerifyEmail>, token: String, link: EmailLink) -> impl IntoView {
    let EmailLink { email, username } = link;
    view! {
        <div class="center">
            <TallPass label=t::verify_title()>
                <div>
                    <h1>{t::verify_title()}</h1>
                    <p class="muted">{t::verify_words(view! { <b class="wrap">{email}</b> }, view! { <b>{username}</b> })}</p>
                </div>
                <Form action=verify class="stack">
                    <Hidden name="token" value=token/>
                    <Submit class="btn primary l">{t::verify()}</Submit>
                </Form>
            </TallPass>
        </div>
    }
}

#[component]
fn Verified() -> impl IntoView {
    view! {
        <div class="center">
            <TallPass label=t::verify_title()>
                <h1>{t::verified_title()}</h1>
                <Notice tone=Tone::Good>{t::verified_words()}</Notice>
                <A href="/account" attr:class="btn primary l">{t::verified_next()}</A>
            </TallPass>
        </div>
    }
}
