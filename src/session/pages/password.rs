//! The password form on `/account`.

use leptos::prelude::*;

use crate::{
    access::Current,
    account::pages::{NewPasswordField, OwnOnly},
    session,
    texts::session as t,
    ui::{ForUser, Form, PasswordField, Submit},
};

/// The form.
#[component]
pub fn ChangePassword() -> impl IntoView {
    let change = ServerAction::<session::ChangePassword>::new();
    let current = Current::expect();
    current.follow(change);
    view! {
        <OwnOnly what=t::own_password()>
            <Form action=change done=t::password_changed()>
                <h2>{t::password()}</h2>
                <p class="muted small">{t::change_password_words()}</p>
                <ForUser username=Signal::derive(move || current.member(|member| member.username.clone()))/>
                <PasswordField name="current_password" label=t::current_password() autocomplete="current-password"/>
                <NewPasswordField name="new_password" label=t::new_password()/>
                <Submit class="btn">{t::change_password()}</Submit>
            </Form>
        </OwnOnly>
    }
}
