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
    ui::{Field, Form, Hidden, PasswordField, Submit},
};

pub(crate) const CLOSED: &str = "The account is closed for good.";

/// The page that closes one's own account.
#[component]
pub fn CloseOwn() -> impl IntoView {
    let current = Current::expect();
    let close = ServerAction::<CloseAccount>::new();
    current.follow(close);
    let username = Memo::new(move |_| current.member(|member| member.username.clone()));
    view! {
        <Title text="Close account"/>
        <AccountPage>
            <h1>"Close your account"</h1>
            <p>
                "Every session ends at once, on all devices. Your names, e-mail address, devices and addresses are erased. \
                 This cannot be undone, not by administrators either."
            </p>
            <p>
                "What would go with it you can take along first: " <A href="/account/export">"export your data"</A>
                ". Afterwards the name " <b>{username}</b> " is free for anybody."
            </p>
            <OwnOnly what="the form">
                <Form action=close class="card stack danger" next="/" resumes=false>
                    <Field name="username" label="Your username, to confirm" required=true/>
                    <PasswordField name="current_password" label="Current password" autocomplete="current-password"/>
                    <Submit class="btn danger">"Close my account for good"</Submit>
                </Form>
            </OwnOnly>
        </AccountPage>
    }
}

/// The section that exports and closes somebody else's account.
#[component]
pub(crate) fn ExportAndClose(account: RwSignal<AccountSummary>) -> impl IntoView {
    let close = ServerAction::<CloseAccountOf>::new();
    follow_and_say(close, account, AT_FOOT, CLOSED);
    let id = account.with_untracked(|account| account.id.clone());
    let current = Current::expect();
    let needs_reauthentication = current.needs_reauthentication();
    let page = format!("/admin/accounts/{id}");
    let file = format!("{page}/export.json");
    let save = move || {
        if needs_reauthentication.get() {
            let ask = format!("/account/reauthenticate?next={page}");
            view! { <a class="btn" href=ask>"Type your password to save it"</a> }.into_any()
        } else {
            view! { <a class="btn" href=file.clone() download="" rel="external">"Save as JSON"</a> }.into_any()
        }
    };
    view! {
        <h2>"Export"</h2>
        <p class="muted small">"Everything that is kept about the person and is theirs; your notes are not in it."</p>
        <p>{save}</p>
        <Form action=close class="card stack danger">
            <h2>"Close this account"</h2>
            <p class="muted small">
                "Ends every session at once and erases what is personal, notes and the words of bans too. The username is free \
                 again. This cannot be undone."
            </p>
            <Hidden name="id" value=id/>
            <Field name="username" label="Its username, to confirm" required=true/>
            <Submit class="btn danger">"Close for good"</Submit>
        </Form>
    }
}
