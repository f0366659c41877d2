//! `/password-reset`: setting a new password with a one-time link.

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::components::A;

use crate::{
    account::pages::NewPasswordField,
    error::FormFlash,
    reactive::{dynamic, memo},
    session::{ResetPassword, check_reset_link},
    texts::session as t,
    ui::{FailedToLoad, ForUser, Form, Hidden, Notice, Submit, TallPass, Tone, use_query},
};

/// The page.
#[component]
pub fn PasswordReset() -> impl IntoView {
    let token = use_query("token").get_untracked();
    let reset = ServerAction::<ResetPassword>::new();
    let done_plainly = FormFlash::to(ResetPassword::PATH).is_some_and(|posted| posted.error.is_none());
    let done = memo(move |_| done_plainly || matches!(reset.value().get(), Some(Ok(()))));
    let checked = {
        let token = token.clone();
        Resource::new_blocking(|| (), move |()| check_reset_link(token.clone()))
    };
    let page = move || {
        let token = token.clone();
        Suspend::new(async move {
            match checked.await {
                Ok(username) => view! { <ResetForm reset token username/> }.into_any(),
                Err(error) => view! { <FailedToLoad error/> }.into_any(),
            }
        })
    };
    view! {
        <Title text=t::new_password()/>
        {dynamic(move || {
            let page = page.clone();
            if done.get() {
                view! { <Done/> }.into_any()
            } else {
                view! { <Suspense>{page}</Suspense> }.into_any()
            }
        })}
    }
}

#[component]
fn ResetForm(reset: ServerAction<ResetPassword>, token: String, username: String) -> impl IntoView {
    view! {
        <div class="center">
            <TallPass label=t::new_password()>
                <div>
                    <h1>{t::reset_for(&username)}</h1>
                    <p class="muted">{t::reset_words()}</p>
                </div>
                <Form action=reset class="stack">
                    <ForUser username=Signal::stored(username)/>
                    <Hidden name="token" value=token/>
                    <NewPasswordField name="new_password" label=t::new_password()/>
                    <Submit class="btn primary l">{t::reset_submit()}</Submit>
                </Form>
            </TallPass>
        </div>
    }
}

#[component]
fn Done() -> impl IntoView {
    view! {
        <div class="center">
            <TallPass label=t::new_password()>
                <h1>{t::reset_done()}</h1>
                <Notice tone=Tone::Good>{t::reset_done_words()}</Notice>
                <A href="/sign-in" attr:class="btn primary l">{t::sign_in()}</A>
            </TallPass>
        </div>
    }
}
