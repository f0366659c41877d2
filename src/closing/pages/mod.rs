//! `/account/close`, and the dialog of the account page that closes an account.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;

use crate::{
    access::Current,
    account::pages::{AccountPage, OwnOnly},
    closing::{CloseAccount, CloseAccountOf},
    directory::AccountSummary,
    directory::pages::DialogFoot,
    texts::closing as t,
    ui::{Field, Form, Hidden, PasswordField, Submit},
};

/// The page that closes one's own account.
#[component]
pub fn CloseOwn() -> impl IntoView {
    let current = Current::expect();
    let close = ServerAction::<CloseAccount>::new();
    current.follow(close);
    let username = Memo::new(move |_| current.member(|member| member.username.clone()));
    view! {
        <Title text=t::title()/>
        <AccountPage>
            <h1>{t::title()}</h1>
            <p>{t::effect()}</p>
            <p>{t::copy_first(|words| view! { <A href="/account/export">{words}</A> }, view! { <b>{username}</b> })}</p>
            <OwnOnly what=t::owner_only()>
                <Form action=close class="card stack danger" next="/" resumes=false>
                    <Field name="username" label=t::confirm_own() required=true/>
                    <PasswordField name="current_password" label=t::current_password() autocomplete="current-password"/>
                    <Submit class="btn danger">{t::close_own()}</Submit>
                </Form>
            </OwnOnly>
        </AccountPage>
    }
}

/// The form that closes somebody else's account.
#[component]
pub(crate) fn CloseForm(close: ServerAction<CloseAccountOf>, account: RwSignal<AccountSummary>) -> impl IntoView {
    // An answer to an earlier form is none to this one.
    close.value().set(None);
    let id = account.with_untracked(|account| account.id.clone());
    view! {
        <Form action=close class="stack">
            <p>{t::close_about()}</p>
            <Hidden name="id" value=id/>
            <Field name="username" label=t::confirm() required=true/>
            <DialogFoot><Submit class="btn solid">{t::close()}</Submit></DialogFoot>
        </Form>
    }
}
