//! Reauthentication before a critical action: a dialog over the current page or, without JavaScript, the page
//! `/account/reauthenticate`.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    access::{Current, REAUTHENTICATION_LIFETIME, local_path},
    account::pages::OwnOnly,
    session::SignInAgain,
    texts::session as t,
    ui::{Dialog, ForUser, Form, PasswordField, Reauthentication, Submit, use_query},
};

/// The dialog. Called once, by `App`.
#[component]
pub fn ReauthenticationDialog() -> impl IntoView {
    let reauthentication = Reauthentication::expect();
    let open = Signal::derive(move || reauthentication.is_asked());
    let decline = Callback::new(move |()| reauthentication.declined());
    // The dialog asked for the password of the previous account: close it when the account changes.
    let account = Memo::new(move |_| Current::expect().member(|member| member.account_id.clone()));
    Effect::new(move |before: Option<String>| {
        let now = account.get();
        if before.is_some_and(|before| before != now) {
            reauthentication.declined();
        }
        now
    });
    view! {
        <Dialog open labelled_by="reauthentication" described_by="reauthentication-words" on_escape=decline>
            <div class="stack">
                <h2 id="reauthentication">{t::confirm()}</h2>
                <p class="muted" id="reauthentication-words">
                    {t::confirm_words(REAUTHENTICATION_LIFETIME / 60)}
                </p>
                <Again in_dialog=true/>
                <button class="btn quiet" type="button" on:click=move |_| decline.run(())>{t::cancel()}</button>
            </div>
        </Dialog>
    }
}

#[component]
fn Again(#[prop(optional)] in_dialog: bool, #[prop(optional, into)] next: Option<String>) -> impl IntoView {
    let current = Current::expect();
    let reauthentication = Reauthentication::expect();
    let again = ServerAction::<SignInAgain>::new();
    current.follow(again);
    Effect::new(move || {
        if in_dialog && matches!(again.value().get(), Some(Ok(_))) {
            reauthentication.given();
        }
    });
    let username = Signal::derive(move || current.member(|member| member.username.clone()));
    let of = if in_dialog { "dialog" } else { "" };
    let fields = move || {
        view! {
            <ForUser username/>
            <PasswordField name="current_password" label=t::password() autocomplete="current-password"/>
            <Submit>{t::confirm_submit()}</Submit>
        }
    };
    match next {
        Some(next) => view! { <Form action=again resumes=false next>{fields()}</Form> }.into_any(),
        None => view! { <Form action=again resumes=false class="stack" of>{fields()}</Form> }.into_any(),
    }
}

/// The page. Returns to the `next` page after reauthentication.
#[component]
pub fn ReauthenticationPage() -> impl IntoView {
    let next = use_query("next");
    let next = move || local_path(&next.get()).unwrap_or("/account").to_owned();
    view! {
        <Title text=t::confirm()/>
        <div class="wrap narrow stack">
            <h1>{t::confirm()}</h1>
            <p class="muted">{t::confirm_page_words(REAUTHENTICATION_LIFETIME / 60)}</p>
            <OwnOnly what=t::own_form()>{move || view! { <Again next=next()/> }}</OwnOnly>
        </div>
    }
}
