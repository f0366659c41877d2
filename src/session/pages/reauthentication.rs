//! Reauthentication before a critical action: a dialog over the current page or, without JavaScript, the page
//! `/account/reauthenticate`.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::{CodeField, passkey::UsePasskey};
use crate::{
    access::{Current, REAUTHENTICATION_LIFETIME, local_path},
    account::pages::OwnOnly,
    reactive::{dynamic, effect, memo},
    session::SignInAgain,
    texts::session as t,
    ui::{
        Dialog, ForUser, Form, Glyph, PasswordField, Reauthentication, Submit, TallPass, Verdict, part_of_form,
        use_query,
    },
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
    let asked_for = confirmation(current);
    effect(move || {
        if matches!(again.value().get(), Some(Ok(_))) {
            reauthentication.given();
        }
    });
    view! {
        <Form action=again resumes=false class="stack" of="dialog">
            <p class="muted" id="reauthentication-words">
                {move || match asked_for.get() {
                    Confirmation::Password => t::confirm_words(MINUTES),
                    Confirmation::Code => t::confirm_words_code(MINUTES),
                    Confirmation::SecurityKey => t::confirm_words_key(MINUTES),
                    Confirmation::Passkey => t::confirm_words_passkey(MINUTES),
                }}
            </p>
            <Factor/>
            <div class="dialog-foot">
                <button class="btn quiet" type="button" on:click=move |_| decline.run(())>{t::cancel()}</button>
                <UsePasskey/>
                <Continue/>
            </div>
        </Form>
    }
}

/// The field for the password or the code, if either is asked for; and for which account it is.
#[component]
fn Factor() -> impl IntoView {
    let current = Current::expect();
    let asked_for = confirmation(current);
    view! {
        <ForUser username=Signal::derive(move || current.member(|member| member.username.clone()))/>
        {part_of_form(move || {
            match asked_for.get() {
                Confirmation::Password => {
                    view! { <PasswordField name="current_password" label=t::password() autocomplete="current-password"/> }
                        .into_any()
                }
                Confirmation::Code => view! { <CodeField/> }.into_any(),
                Confirmation::SecurityKey => view! { <CodeField hint=t::recovery_code_hint()/> }.into_any(),
                Confirmation::Passkey => view! { <Verdict/> }.into_any(),
            }
        })}
    }
}

/// What people reauthenticate with. A passkey works in any case.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Confirmation {
    Password,
    /// A code of the authenticator app, if the account has one.
    Code,
    /// A security key, which is the account's only second factor, or a recovery code.
    SecurityKey,
    /// Nothing else, if the account has no password.
    Passkey,
}

fn confirmation(current: Current) -> Memo<Confirmation> {
    memo(move |_| {
        current.with(|principal| match principal.member() {
            Some(member) if member.has_authenticator => Confirmation::Code,
            Some(member) if member.second_factor => Confirmation::SecurityKey,
            Some(member) if member.passwordless => Confirmation::Passkey,
            _ => Confirmation::Password,
        })
    })
}

/// The button that sends what was typed.
#[component]
fn Continue(
    #[prop(default = "btn primary")] class: &'static str,
    /// The class if the button for the security key is the main one.
    #[prop(default = "btn")]
    beside_key: &'static str,
) -> impl IntoView {
    let asked_for = confirmation(Current::expect());
    part_of_form(move || {
        let class = match asked_for.get() {
            Confirmation::Passkey => return None,
            Confirmation::SecurityKey => beside_key,
            Confirmation::Password | Confirmation::Code => class,
        };
        Some(view! { <Submit class>{t::confirm_submit()}</Submit> })
    })
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
    let asked_for = confirmation(current);
    let purpose = StoredValue::new(purpose);
    let words = move || {
        let purpose = purpose.get_value();
        match asked_for.get() {
            Confirmation::Password => t::password_needed(purpose, MINUTES),
            Confirmation::Code => t::code_needed(purpose, MINUTES),
            Confirmation::SecurityKey => t::key_needed(purpose, MINUTES),
            Confirmation::Passkey => t::passkey_needed(purpose, MINUTES),
        }
    };
    view! {
        <Form action=again resumes=false>
            <p>{words}</p>
            <Factor/>
            <div class="cluster"><Continue class="btn"/><UsePasskey/></div>
        </Form>
    }
}

/// The form of the page.
#[component]
fn AgainOnPage(next: String) -> impl IntoView {
    let again = ServerAction::<SignInAgain>::new();
    Current::expect().follow(again);
    let (navigate, target) = (use_navigate(), next.clone());
    effect(move || {
        if matches!(again.value().get(), Some(Ok(_))) {
            navigate(&target, NavigateOptions { replace: true, ..Default::default() });
        }
    });
    view! {
        <Form action=again resumes=false class="stack" next>
            <Factor/>
            <Continue class="btn primary l" beside_key="btn l"/>
            <UsePasskey large=true/>
        </Form>
    }
}

/// The page. Returns to the `next` page after reauthentication.
#[component]
pub fn ReauthenticationPage() -> impl IntoView {
    let next = use_query("next");
    let asked_for = confirmation(Current::expect());
    let words = move || match asked_for.get() {
        Confirmation::Password => t::confirm_page_words(MINUTES),
        Confirmation::Code => t::confirm_page_words_code(MINUTES),
        Confirmation::SecurityKey => t::confirm_page_words_key(MINUTES),
        Confirmation::Passkey => t::confirm_page_words_passkey(MINUTES),
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
