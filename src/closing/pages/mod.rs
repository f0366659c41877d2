//! `/account/close`, and the section of the account page that exports and closes an account.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;

use crate::{
    access::Current,
    account::pages::{AccountPage, OwnOnly},
    closing::{CloseAccount, CloseAccountOf},
    directory::AccountSummary,
    directory::pages::{AT_FOOT, follow_and_say},
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

/// The section that exports and closes somebody else's account.
#[component]
pub(crate) fn ExportAndClose(account: RwSignal<AccountSummary>) -> impl IntoView {
    let close = ServerAction::<CloseAccountOf>::new();
    follow_and_say(close, account, AT_FOOT, t::closed);
    let id = account.with_untracked(|account| account.id.clone());
    let current = Current::expect();
    let needs_reauthentication = current.needs_reauthentication();
    let page = format!("/admin/accounts/{id}");
    let file = format!("{page}/export.json");
    let save = move || {
        if needs_reauthentication.get() {
            let ask = format!("/account/reauthenticate?next={page}");
            view! { <a class="btn" href=ask>{t::confirm_first()}</a> }.into_any()
        } else {
            view! { <a class="btn" href=file.clone() download="" rel="external">{t::download()}</a> }.into_any()
        }
    };
    view! {
        <h2>{t::export()}</h2>
        <p class="muted small">{t::export_about()}</p>
        <p>{save}</p>
        <Form action=close class="card stack danger">
            <h2>{t::close_title()}</h2>
            <p class="muted small">{t::close_about()}</p>
            <Hidden name="id" value=id/>
            <Field name="username" label=t::confirm() required=true/>
            <Submit class="btn danger">{t::close()}</Submit>
        </Form>
    }
}
