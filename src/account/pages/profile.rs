//! `/account`: changing one's own profile.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;

use super::{AccountPage, OwnOnly};
use crate::{
    access::Current,
    account::{ChangeDisplayName, ChangeEmail, DISPLAY_NAME_MAX},
    texts::account as t,
    ui::{Field, ForUser, Form, PasswordField, Submit},
};

/// The page. Other features add content as children.
#[component]
pub fn Profile(children: Children) -> impl IntoView {
    let current = Current::expect();
    let username = Memo::new(move |_| current.member(|member| member.username.clone()));
    view! {
        <Title text=t::title()/>
        <AccountPage>
            <h1>{t::title()}</h1>
            <p class="muted">{t::sign_in_as(view! { <b>{username}</b> })}</p>
            <div class="pair">
                <DisplayNameForm/>
                <OwnOnly what=t::owner_only_email()>
                    <EmailForm/>
                </OwnOnly>
                {children()}
            </div>
            <OwnOnly what=t::owner_only_data()>
                <p class="muted">
                    <A href="/account/export">{t::export()}</A> " · " <A href="/account/close">{t::close()}</A>
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
        <Form action=change done=t::saved()>
            <h2>{t::display_name()}</h2>
            <Field
                name="display_name"
                label=t::display_name()
                autocomplete="name"
                max=DISPLAY_NAME_MAX
                value=now
                follows=truth
                hint=t::display_name_hint(DISPLAY_NAME_MAX)
            />
            <Submit class="btn">{t::save()}</Submit>
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
        <Form action=change done=t::saved()>
            <h2>{t::email()}</h2>
            <Field
                name="email"
                label=t::email()
                kind="email"
                autocomplete="email"
                value=now
                follows=truth
                hint=t::email_hint()
            />
            <ForUser username=Signal::derive(move || current.member(|member| member.username.clone()))/>
            <PasswordField name="current_password" label=t::current_password() autocomplete="current-password"/>
            <Submit class="btn">{t::save()}</Submit>
        </Form>
    }
}
