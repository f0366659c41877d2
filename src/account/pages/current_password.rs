//! The field for the current password, which an account without one does not have.

use leptos::prelude::*;

use crate::{
    access::Current,
    reactive::memo,
    texts::account as t,
    ui::{ForUser, Hidden, PasswordField, part_of_form},
};

/// The field `current_password`, which is hidden and empty if the account has no password.
#[component]
pub fn CurrentPassword() -> impl IntoView {
    let current = Current::expect();
    let passwordless = memo(move |_| current.member(|member| member.passwordless));
    view! {
        <ForUser username=Signal::derive(move || current.member(|member| member.username.clone()))/>
        {part_of_form(move || {
            if passwordless.get() {
                view! { <Hidden name="current_password" value=""/> }.into_any()
            } else {
                view! {
                    <PasswordField name="current_password" label=t::current_password() autocomplete="current-password"/>
                }
                .into_any()
            }
        })}
    }
}
