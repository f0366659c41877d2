//! `/account`: changing one's own profile.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;

use super::{AccountPage, OwnOnly};
use crate::{
    access::Current,
    account::{ChangeDisplayName, ChangeEmail, DISPLAY_NAME_MAX},
    ui::{Field, ForUser, Form, PasswordField, Submit},
};

/// The page. Other features add content as children.
#[component]
pub fn Profile(children: Children) -> impl IntoView {
    let current = Current::expect();
    let username = Memo::new(move |_| current.member(|member| member.username.clone()));
    view! {
        <Title text="Account"/>
        <AccountPage>
            <h1>"Account"</h1>
            <p class="muted">"You sign in as " <b>{username}</b> ". That name stays."</p>
            <div class="pair">
                <DisplayNameForm/>
                <OwnOnly what="the e-mail address">
                    <EmailForm/>
                </OwnOnly>
                {children()}
            </div>
            <OwnOnly what="export and closing">
                <p class="muted">
                    <A href="/account/export">"Export your data"</A> " · " <A href="/account/close">"Close your account"</A>
                </p>
            </OwnOnly>
        </AccountPage>
    }
}

#[component]
fn DisplayNameForm() -> impl IntoView {
    let current = Current::expect();
    let change = ServerAction::<ChangeDisplayName>::new();
    current.refresh_after(change);
    let truth = Signal::derive(move || current.member(|member| member.display_name.clone()));
    let now = truth.get_untracked();
    view! {
        <Form action=change done="Saved.">
            <h2>"Display name"</h2>
            <Field
                name="display_name"
                label="Display name"
                autocomplete="name"
                max=DISPLAY_NAME_MAX
                value=now
                follows=truth
                hint="What others see, at most 64 characters. Empty: your username."
            />
            <Submit class="btn">"Save"</Submit>
        </Form>
    }
}

#[component]
fn EmailForm() -> impl IntoView {
    let current = Current::expect();
    let change = ServerAction::<ChangeEmail>::new();
    current.refresh_after(change);
    let truth = Signal::derive(move || current.member(|member| member.email.clone().unwrap_or_default()));
    let now = truth.get_untracked();
    view! {
        <Form action=change done="Saved.">
            <h2>"E-mail address"</h2>
            <Field
                name="email"
                label="E-mail address"
                kind="email"
                autocomplete="email"
                value=now
                follows=truth
                hint="Only you and people who manage accounts here can see it. Optional."
            />
            <ForUser username=Signal::derive(move || current.member(|member| member.username.clone()))/>
            <PasswordField name="current_password" label="Current password" autocomplete="current-password"/>
            <Submit class="btn">"Save"</Submit>
        </Form>
    }
}
