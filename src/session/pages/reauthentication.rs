//! Reauthentication before a critical action: a dialog over the current page or, without JavaScript, the page
//! `/account/reauthenticate`.

use leptos::prelude::*;
use leptos_meta::Title;

use super::{CodeField, passkey::UsePasskey};
use crate::{
    access::{Current, REAUTHENTICATION_LIFETIME, local_path},
    account::pages::OwnOnly,
    reactive::{dynamic, effect, memo},
    session::SignInAgain,
    texts::session as t,
    ui::{Dialog, ForUser, Form, Glyph, PasswordField, Reauthentication, Submit, TallPass, Verdict, use_query},
};

/// How long the reauthentication lasts, in minutes.
const MINUTES: i64 = REAUTHENTICATION_LIFETIME / 60;

/// The dialog. Called once, by `App`.
#[component]
pub fn ReauthenticationDialog() -> impl IntoView {
    let reauthentication = Reauthentication::expect();
    let open = Signal::derive(move || reauthentication.is_asked());
    let decline = Callback::new(move |()| reauthentication.declined());
    view! {
        <Dialog open labelled_by="reauthentication" described_by="reauthentication-words" on_escape=decline>
            <div class="dialog-head">
                <Glyph name="lock" tone="green"/>
                <h2 id="reauthentication">{t::confirm()}</h2>
            </div>
            <AgainInDialog decline/>
        </Dialog>
    }
}

/// The form in the dialog.
#[component]
fn AgainInDialog(decline: Callback<()>) -> impl IntoView {
    let reauthentication = Reauthentication::expect();
    let again = ServerAction::<SignInAgain>::new();
    let current = Current::expect();
    current.follow(again);
    let way = way(current);
    effect(move || {
        if matches!(again.value().get(), Some(Ok(_))) {
            reauthentication.given();
        }
    });
    view! {
        <Form action=again resumes=false class="stack" of="dialog">
            <p class="muted" id="reauthentication-words">
                {move || match way.get() {
                    Way::Password => t::confirm_words(MINUTES),
                    Way::Code => t::confirm_words_code(MINUTES),
                    Way::Passkey => t::confirm_words_passkey(MINUTES),
                }}
            </p>
            <Factor/>
            <div class="dialog-foot">
                <button class="btn quiet" type="button" on:click=move |_| decline.run(())>{t::cancel()}</button>
                <UsePasskey class="btn"/>
                <Continue/>
            </div>
        </Form>
    }
}

/// The field for the password or the code, if either is asked for; and for which account it is.
#[component]
fn Factor() -> impl IntoView {
    let current = Current::expect();
    let way = way(current);
    view! {
        <ForUser username=Signal::derive(move || current.member(|member| member.username.clone()))/>
        {dynamic(move || {
            match way.get() {
                Way::Password => {
                    view! { <PasswordField name="current_password" label=t::password() autocomplete="current-password"/> }
                        .into_any()
                }
                Way::Code => view! { <CodeField/> }.into_any(),
                Way::Passkey => view! { <Verdict/> }.into_any(),
            }
        })}
    }
}

/// What people reauthenticate with. A passkey works in any case.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Password,
    /// A code of the authenticator app, if the account has a second factor.
    Code,
    /// Nothing else, if the account has no password.
    Passkey,
}

fn way(current: Current) -> Memo<Way> {
    memo(move |_| {
        current.with(|principal| match principal.member() {
            Some(member) if member.second_factor => Way::Code,
            Some(member) if member.passwordless => Way::Passkey,
            _ => Way::Password,
        })
    })
}

/// The button that sends what was typed.
#[component]
fn Continue(#[prop(default = "btn primary")] class: &'static str) -> impl IntoView {
    let way = way(Current::expect());
    dynamic(move || (way.get() != Way::Passkey).then(|| view! { <Submit class>{t::confirm_submit()}</Submit> }))
}

/// A reauthentication form, shown before a critical action.
#[component]
pub fn SignInAgainForm(
    /// What the password is needed for, as the beginning of a sentence: "To sign out devices".
    #[prop(into)]
    purpose: String,
) -> impl IntoView {
    let again = ServerAction::<SignInAgain>::new();
    let current = Current::expect();
    current.follow(again);
    let way = way(current);
    let purpose = StoredValue::new(purpose);
    let words = move || {
        let purpose = purpose.get_value();
        match way.get() {
            Way::Password => t::password_needed(purpose, MINUTES),
            Way::Code => t::code_needed(purpose, MINUTES),
            Way::Passkey => t::passkey_needed(purpose, MINUTES),
        }
    };
    view! {
        <Form action=again resumes=false>
            <p>{words}</p>
            <Factor/>
            <div class="cluster"><Continue class="btn"/><UsePasskey class="btn"/></div>
        </Form>
    }
}

/// The form of the page.
#[component]
fn AgainOnPage(next: String) -> impl IntoView {
    let again = ServerAction::<SignInAgain>::new();
    Current::expect().follow(again);
    view! {
        <Form action=again resumes=false class="stack" next>
            <Factor/>
            <Continue class="btn primary l"/>
            <UsePasskey/>
        </Form>
    }
}

/// The page. Returns to the `next` page after reauthentication.
#[component]
pub fn ReauthenticationPage() -> impl IntoView {
    let next = use_query("next");
    let way = way(Current::expect());
    let words = move || match way.get() {
        Way::Password => t::confirm_page_words(MINUTES),
        Way::Code => t::confirm_page_words_code(MINUTES),
        Way::Passkey => t::confirm_page_words_passkey(MINUTES),
    };
    let next = move || local_path(&next.get()).unwrap_or("/account").to_owned();
    view! {
        <Title text=t::confirm()/>
        <div class="center">
            <TallPass label=t::confirm()>
                <div>
                    <h1>{t::confirm()}</h1>
                    <p class="muted">{words}</p>
                </div>
                <OwnOnly what=t::own_form()>{dynamic(move || view! { <AgainOnPage next=next()/> })}</OwnOnly>
            </TallPass>
        </div>
    }
}
