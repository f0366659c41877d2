//! Reauthentication before a critical action: a dialog over the current page or, without JavaScript, the page
//! `/account/reauthenticate`.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    access::{Current, local_path},
    account::pages::OwnOnly,
    session::SignInAgain,
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
                <h2 id="reauthentication">"Confirm that it is you"</h2>
                <p class="muted" id="reauthentication-words">
                    "This needs your password, typed within the last ten minutes. What you were about to do goes on by itself."
                </p>
                <Again in_dialog=true/>
                <button class="btn quiet" type="button" on:click=move |_| decline.run(())>"Cancel"</button>
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
            <PasswordField name="current_password" label="Password" autocomplete="current-password"/>
            <Submit>"Go on"</Submit>
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
        <Title text="Confirm that it is you"/>
        <div class="wrap narrow stack">
            <h1>"Confirm that it is you"</h1>
            <p class="muted">"What you were about to do needs your password, typed within the last ten minutes. Then do it again."</p>
            <OwnOnly what="the form">{move || view! { <Again next=next()/> }}</OwnOnly>
        </div>
    }
}
