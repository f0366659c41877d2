//! The password form on `/account`, a row of its card about signing in.

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
            <Form action=change done=t::password_changed() class="">
                <div class="what"><h3>{t::password()}</h3><p>{t::change_password_words()}</p></div>
                <div class="does stack stack-s">
                    <ForUser username=Signal::derive(move || current.member(|member| member.username.clone()))/>
                    <PasswordField name="current_password" label=t::current_password() autocomplete="current-password"/>
                    <NewPasswordField name="new_password" label=t::new_password()/>
                    <Submit class="btn">{t::change_password()}</Submit>
                </div>
            </Form>
        </OwnOnly>
    }
}
