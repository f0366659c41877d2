//! The password forms on `/account`, rows of its card about signing in.

use leptos::prelude::*;

use crate::{
    access::Current,
    account::pages::{CurrentPassword, NewPasswordField, OwnOnly},
    reactive::{dynamic, memo},
    session::{self, RemovePassword},
    texts::session as t,
    ui::{Form, Submit},
};

/// The form that changes the password or, if there is none, sets one; and the one that removes it.
#[component]
pub fn ChangePassword() -> impl IntoView {
    let change = ServerAction::<session::ChangePassword>::new();
    let current = Current::expect();
    current.follow(change);
    let passwordless = memo(move |_| current.member(|member| member.passwordless));
    let can_remove = memo(move |_| current.member(|member| member.has_passkeys && !member.passwordless));
    let words = move || if passwordless.get() { t::set_password_words() } else { t::change_password_words() };
    let submit = move || if passwordless.get() { t::set_password() } else { t::change_password() };
    view! {
        <OwnOnly what=t::own_password()>
            <Form action=change done=t::password_changed() class="">
                <div class="what"><h3>{t::password()}</h3><p>{words}</p></div>
                <div class="does stack stack-s">
                    <CurrentPassword/>
                    <NewPasswordField name="new_password" label=t::new_password()/>
                    <Submit class="btn">{submit}</Submit>
                </div>
            </Form>
            {dynamic(move || can_remove.get().then(|| view! { <Remove/> }))}
        </OwnOnly>
    }
}

/// The form that removes the password.
#[component]
fn Remove() -> impl IntoView {
    let remove = ServerAction::<RemovePassword>::new();
    Current::expect().follow(remove);
    view! {
        <Form action=remove done=t::password_removed() class="">
            <div class="what"><h3>{t::without_password()}</h3><p>{t::without_password_words()}</p></div>
            <div class="does"><Submit class="btn">{t::remove_password()}</Submit></div>
        </Form>
    }
}
