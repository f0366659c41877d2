//! `/sign-up`: creating an account, which also signs in.

use leptos::prelude::*;
use leptos_meta::{Meta, Title};
use leptos_router::components::A;

use super::sign_in::{GuestsOnly, next};
use crate::{
    access::{Current, encode},
    account::{USERNAME_LENGTH, pages::NewPasswordField},
    error::AppError,
    session::{self, check_sign_up},
    texts::session as t,
    ui::{FailedToLoad, Field, Form, Hidden, Submit, TallPass, use_query},
};

/// The page.
#[component]
pub fn SignUp() -> impl IntoView {
    view! {
        <Title text=t::sign_up()/>
        <Meta name="description" content=t::sign_up_words()/>
        <div class="center">
            <GuestsOnly next=next() content=|next| view! { <Admission next/> }.into_any()/>
        </div>
    }
}

/// Shows the form if an account can be created, with or without an invitation from the query string.
#[component]
fn Admission(next: Option<String>) -> impl IntoView {
    let token = use_query("invitation").get_untracked();
    let checked = {
        let token = token.clone();
        Resource::new_blocking(|| (), move |()| check_sign_up(token.clone()))
    };
    let page = move || {
        let (next, token) = (next.clone(), token.clone());
        Suspend::new(async move {
            match checked.await {
                Ok(()) => view! { <SignUpForm next token/> }.into_any(),
                Err(AppError::Conflict { conflict }) => view! { <NotNow words=conflict.words()/> }.into_any(),
                Err(error) => view! { <FailedToLoad error/> }.into_any(),
            }
        })
    };
    view! { <Suspense>{page}</Suspense> }
}

/// Explains why no account can be created.
#[component]
fn NotNow(words: String) -> impl IntoView {
    view! {
        <TallPass label=t::sign_up() stub=t::have_account(|words| view! { <A href="/sign-in">{words}</A> })>
            <div>
                <h1>{t::sign_up_not_now()}</h1>
                <p class="muted">{words}</p>
            </div>
        </TallPass>
    }
}

#[component]
fn SignUpForm(next: Option<String>, token: String) -> impl IntoView {
    let sign_up = ServerAction::<session::SignUp>::new();
    Current::expect().follow(sign_up);
    let sign_in =
        next.as_deref().map_or_else(|| "/sign-in".to_owned(), |next| format!("/sign-in?next={}", encode(next)));
    let next = next.unwrap_or_else(|| "/".to_owned());
    view! {
        <TallPass label=t::sign_up() stub=t::have_account(|words| view! { <A href=sign_in>{words}</A> })>
            <div>
                <h1>{t::create_your_account()}</h1>
                <p class="muted">{t::sign_up_words()}</p>
            </div>
            <Form action=sign_up next class="stack">
                {(!token.is_empty()).then(|| view! { <Hidden name="token" value=token/> })}
                <AccountFields/>
                <Submit class="btn primary l">{t::create_account()}</Submit>
            </Form>
        </TallPass>
    }
}

/// The fields for a new account.
#[component]
pub(super) fn AccountFields() -> impl IntoView {
    view! {
        <Field
            name="username"
            label=t::username()
            autocomplete="username"
            hint=t::username_hint(*USERNAME_LENGTH.start(), *USERNAME_LENGTH.end())
            required=true
            max=*USERNAME_LENGTH.end()
        />
        <Field
            name="email"
            label=t::email()
            kind="email"
            autocomplete="email"
            hint=t::email_hint()
        />
        <NewPasswordField name="password" label=t::password()/>
    }
}
