//! `/sign-up`: a new account, signed in at once.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;

use super::sign_in::{GuestsOnly, next};
use crate::{
    access::{Current, encode},
    account::{USERNAME_LENGTH, pages::NewPasswordField},
    session,
    ui::{Field, Form, Submit},
};

/// The page.
#[component]
pub fn SignUp() -> impl IntoView {
    view! {
        <Title text="Sign up"/>
        <div class="wrap">
            <GuestsOnly next=next() content=|next| view! { <SignUpForm next/> }.into_any()/>
        </div>
    }
}

#[component]
fn SignUpForm(next: String) -> impl IntoView {
    let sign_up = ServerAction::<session::SignUp>::new();
    Current::expect().follow(sign_up);
    let sign_in = if next == "/" { "/sign-in".to_owned() } else { format!("/sign-in?next={}", encode(&next)) };
    view! {
        <Form action=sign_up next class="card stack narrow">
            <h1>"Sign up"</h1>
            <AccountFields/>
            <Submit class="btn primary wide">"Create account"</Submit>
            <p class="small muted">"You have an account? " <A href=sign_in>"Sign in"</A></p>
        </Form>
    }
}

/// What every new account is asked for.
#[component]
pub(super) fn AccountFields() -> impl IntoView {
    view! {
        <Field
            name="username"
            label="Username"
            autocomplete="username"
            hint="3 to 32 letters, digits or . _ - and shown as you type it."
            required=true
            max=*USERNAME_LENGTH.end()
        />
        <Field
            name="email"
            label="E-mail address (optional)"
            kind="email"
            autocomplete="email"
            hint="Only you and administrators see it."
        />
        <NewPasswordField name="password" label="Password"/>
    }
}
