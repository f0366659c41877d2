//! The password form on `/account`.

use leptos::prelude::*;

use crate::{
    access::Current,
    account::pages::{NewPasswordField, OwnOnly},
    session,
    ui::{ForUser, Form, PasswordField, Submit},
};

/// The form.
#[component]
pub fn ChangePassword() -> impl IntoView {
    let change = ServerAction::<session::ChangePassword>::new();
    let current = Current::expect();
    current.follow(change);
    view! {
        <OwnOnly what="the password">
            <Form action=change done="Your password is changed. All your other sessions have been ended.">
                <h2>"Password"</h2>
                <p class="muted small">"A new password ends every other session of yours."</p>
                <ForUser username=Signal::derive(move || current.member(|member| member.username.clone()))/>
                <PasswordField name="current_password" label="Current password" autocomplete="current-password"/>
                <NewPasswordField name="new_password" label="New password"/>
                <Submit class="btn">"Change password"</Submit>
            </Form>
        </OwnOnly>
    }
}
