//! `/sign-in`: name and password. Whoever is signed in already is led on.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{
    NavigateOptions,
    components::{A, Redirect},
};

use super::EndedNotice;
use crate::{
    access::{Current, encode, local_path},
    session,
    ui::{Checkbox, Field, Form, PasswordField, Submit, use_query},
};

/// Where to go once signed in: the `next` of this page, if it is a path of ours.
pub(super) fn next() -> String {
    let next = use_query("next").get_untracked();
    local_path(&next).unwrap_or("/").to_owned()
}

/// The content for guests; others are led to `next`.
#[component]
pub(super) fn GuestsOnly(next: String, content: fn(String) -> AnyView) -> impl IntoView {
    let current = Current::expect();
    let is_member = Memo::new(move |_| current.with(|principal| principal.member().is_some()));
    move || {
        let next = next.clone();
        if is_member.get() {
            view! { <Redirect path=next options=NavigateOptions { replace: true, ..Default::default() }/> }.into_any()
        } else {
            content(next)
        }
    }
}

/// The page.
#[component]
pub fn SignIn() -> impl IntoView {
    view! {
        <Title text="Sign in"/>
        <div class="wrap">
            <GuestsOnly next=next() content=|next| view! { <SignInForm next/> }.into_any()/>
        </div>
    }
}

#[component]
fn SignInForm(next: String) -> impl IntoView {
    let sign_in = ServerAction::<session::SignIn>::new();
    Current::expect().follow(sign_in);
    let sign_up = if next == "/" { "/sign-up".to_owned() } else { format!("/sign-up?next={}", encode(&next)) };
    view! {
        <Form action=sign_in next class="card stack narrow">
            <h1>"Sign in"</h1>
            <EndedNotice/>
            <Field name="username" label="Username" autocomplete="username" required=true/>
            <PasswordField name="password" label="Password" autocomplete="current-password"/>
            <Checkbox name="remembered" label="Keep me signed in on this device"/>
            <Submit class="btn primary wide">"Sign in"</Submit>
            <p class="small muted">"No account? " <A href=sign_up>"Sign up"</A></p>
        </Form>
    }
}
