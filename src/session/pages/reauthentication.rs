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
    ui::{Dialog, ForUser, Form, Glyph, PasswordField, Reauthentication, Submit, TallPass, use_query},
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
    let has_second = has_second_factor(current);
    effect(move || {
        if matches!(again.value().get(), Some(Ok(_))) {
            reauthentication.given();
        }
    });
    view! {
        <Form action=again resumes=false class="stack" of="dialog">
            <p class="muted" id="reauthentication-words">
                {move || if has_second.get() { t::confirm_words_code(MINUTES) } else { t::confirm_words(MINUTES) }}
            </p>
            <Factor/>
            <div class="dialog-foot">
                <button class="btn quiet" type="button" on:click=move |_| decline.run(())>{t::cancel()}</button>
                <UsePasskey class="btn"/>
                <Submit>{t::confirm_submit()}</Submit>
            </div>
        </Form>
    }
}

/// The field for the password or, if the account has a second factor, for a code; and for which account it is.
#[component]
fn Factor() -> impl IntoView {
    let current = Current::expect();
    let has_second = has_second_factor(current);
    view! {
        <ForUser username=Signal::derive(move || current.member(|member| member.username.clone()))/>
        {dynamic(move || {
            if has_second.get() {
                view! { <CodeField/> }.into_any()
            } else {
                view! { <PasswordField name="current_password" label=t::password() autocomplete="current-password"/> }.into_any()
            }
        })}
    }
}

/// Whether the account has a second factor, with which it then also reauthenticates.
fn has_second_factor(current: Current) -> Memo<bool> {
    memo(move |_| current.member(|member| member.second_factor))
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
    let has_second = has_second_factor(current);
    let purpose = StoredValue::new(purpose);
    let words = move || {
        let purpose = purpose.get_value();
        if has_second.get() { t::code_needed(purpose, MINUTES) } else { t::password_needed(purpose, MINUTES) }
    };
    view! {
        <Form action=again resumes=false>
            <p>{words}</p>
            <Factor/>
            <div class="cluster"><Submit class="btn">{t::confirm_submit()}</Submit><UsePasskey class="btn"/></div>
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
            <Submit class="btn primary l">{t::confirm_submit()}</Submit>
            <UsePasskey/>
        </Form>
    }
}

/// The page. Returns to the `next` page after reauthentication.
#[component]
pub fn ReauthenticationPage() -> impl IntoView {
    let next = use_query("next");
    let has_second = has_second_factor(Current::expect());
    let words = move || {
        if has_second.get() { t::confirm_page_words_code(MINUTES) } else { t::confirm_page_words(MINUTES) }
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
